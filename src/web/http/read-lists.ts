import type { Context } from 'hono'
import { problem } from '../../platform/errors'
import { wholeText } from '../../platform/whole-text'

/** What a posted form says under names that may come more than once; throws `bad_input` when the body is no form. */
export async function readLists<Name extends string>(
  c: Context,
  names: readonly Name[],
): Promise<Record<Name, string[]>> {
  try {
    const fields = await c.req.parseBody({ all: true })
    const listOf = (name: Name) =>
      [fields[name] ?? []].flat().flatMap((one) => (typeof one === 'string' ? [wholeText(one)] : []))
    return Object.fromEntries(names.map((name) => [name, listOf(name)])) as Record<Name, string[]>
  } catch {
    throw problem('bad_input', 'This form did not arrive whole. Please open the page again and send it from there.')
  }
}
