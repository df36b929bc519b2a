import { createHash } from 'node:crypto'

/** The ETag of a text (RFC 9110, section 8.8.3): weak, since a page that was compressed on its way is still the same. */
export const entityTag = (text: string): string =>
  `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`

/** Whether a caller that says `If-None-Match` has it already (RFC 9110, section 13.1.2). */
export function hasEntity(known: string | undefined, tag: string): boolean {
  if (known === undefined) return false
  return known.split(',').some((one) => one.trim() === '*' || `W/${one.trim().replace(/^W\//, '')}` === tag)
}
