import * as z from 'zod'
import { wholeText } from '../../../platform/whole-text'

const list = z.array(z.object({ name: z.string(), value: z.string() }))
const map = z
  .record(z.string(), z.unknown())
  .transform((tags) => (Object.hasOwn(tags, 'delivery') ? tags.delivery : ''))

/**
 * Our tag among those of a mail: Resend gives them as a list or, in its events, as an object. Empty when there is none
 * of ours; null when they cannot be read.
 */
export function readTag(tags: unknown): string | null {
  const tag = Array.isArray(tags) ? inList(tags) : map.safeParse(tags).data
  return typeof tag === 'string' ? wholeText(tag, 256) : null
}

function inList(tags: unknown[]): string | undefined {
  const { success, data } = list.safeParse(tags)
  return success ? (data.find(({ name }) => name === 'delivery')?.value ?? '') : undefined
}
