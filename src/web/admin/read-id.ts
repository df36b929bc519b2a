import { problem } from '../../platform/errors'
import type { AnyContext } from './context'

/** The numeric id in the path; throws `not_found` on anything else. */
export function readId(c: AnyContext, name = 'id'): number {
  const text: string = Reflect.get(c.req.param(), name) ?? ''
  const id = Number(text)
  if (!/^\d{1,16}$/.test(text) || !Number.isSafeInteger(id))
    throw problem('not_found', 'There is nothing at this address.')
  return id
}
