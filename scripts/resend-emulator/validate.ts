import { type Refusal, refusals } from './refusals.ts'

/** A letter as it was received, not validated yet. */
export type Posted = Record<string, unknown>

/** The first thing Resend would refuse in this letter, or null when it is valid. */
export function validate(letter: Posted, refuse: readonly string[]): Refusal | null {
  return (
    validateFields(letter) ??
    validateAddresses(letter, refuse) ??
    validateSubject(letter.subject) ??
    validateBody(letter) ??
    validateHeaders(letter.headers) ??
    validateTags(letter.tags)
  )
}

const known = new Set(
  'from to subject html text cc bcc reply_to headers tags scheduled_at topic_id attachments template'.split(' '),
)

// Stricter than Resend, which ignores a field it does not know: a misspelt one must not pass here.
function validateFields(letter: Posted) {
  const unknown = Object.keys(letter).find((field) => !known.has(field))
  return unknown === undefined ? null : refusals.invalid(unknown, 'No such field.')
}

function validateAddresses(letter: Posted, refuse: readonly string[]): Refusal | null {
  for (const field of ['from', 'to', 'cc', 'bcc', 'reply_to'] as const) {
    const addresses = asList(letter[field])
    const required = field === 'from' || field === 'to'
    if (required && addresses.length === 0) return refusals.missing(field)
    if (addresses.length > (field === 'from' ? 1 : 50)) return refusals.invalid(field, 'Too many addresses.')
    if (!addresses.every(isMailbox)) return refusals.badAddress(field)
  }
  const to = asList(letter.to).map(bareAddress)
  if (to.some((address) => refuse.includes(address))) return refusals.badAddress('to')
  if (to.some((address) => /@(example|test)\.com$/.test(address))) return refusals.testDomain
  return null
}

function validateSubject(subject: unknown) {
  if (typeof subject !== 'string' || subject === '') return refusals.missing('subject')
  return /[\r\n]/.test(subject) ? refusals.invalid('subject', 'A line break is not allowed.') : null
}

function validateBody({ html, text }: Posted) {
  if (html !== undefined && typeof html !== 'string') return refusals.invalid('html', 'It must be a string.')
  if (text !== undefined && typeof text !== 'string') return refusals.invalid('text', 'It must be a string.')
  return html || text ? null : refusals.missingBody
}

function validateHeaders(headers: unknown) {
  if (headers === undefined || headers === null) return null
  if (typeof headers !== 'object' || Array.isArray(headers)) return refusals.invalid('headers', 'It must be an object.')
  // Stricter than Resend again: what is not of ASCII must come encoded (RFC 2047), and a line has 998 characters.
  const good = Object.entries(headers).every(
    ([name, value]) =>
      /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) &&
      typeof value === 'string' &&
      /^[ -~]*$/.test(value) &&
      name.length + value.length < 997,
  )
  return good ? null : refusals.invalid('headers', 'Names are tokens, values strings of one line of ASCII.')
}

function validateTags(tags: unknown) {
  if (tags === undefined || tags === null) return null
  if (!Array.isArray(tags) || tags.length > 75) return refusals.invalid('tags', 'It must be a list of at most 75.')
  return tags.every((tag) => isTagWord(tag?.name) && isTagWord(tag?.value)) ? null : refusals.badTag
}

const isTagWord = (word: unknown) => typeof word === 'string' && /^[A-Za-z0-9_-]{1,256}$/.test(word)

/** The parts of a mailbox `"name" <address>` as a mail program shows them; null when it is none. */
export function readMailbox(mailbox: string): { name: string; address: string } | null {
  if (!isMailbox(mailbox)) return null
  const quoted = /^"((?:[^"\\]|\\.)*)" </.exec(mailbox)?.[1]
  const name = quoted?.replace(/\\(.)/g, '$1') ?? mailbox.slice(0, Math.max(0, mailbox.indexOf('<'))).trim()
  return { name, address: bareAddress(mailbox) }
}

/** One address or many, as Resend takes both. */
export const asList = (value: unknown): string[] =>
  value === undefined || value === null || value === '' ? [] : ([value].flat() as string[])

/** The address without the name before it, in lower case. */
export const bareAddress = (mailbox: string) => (/<([^<>]*)>\s*$/.exec(mailbox)?.[1] ?? mailbox).trim().toLowerCase()

const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
const address = new RegExp(
  `^${atom}(\\.${atom})*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]$`,
)

function isMailbox(mailbox: unknown) {
  if (typeof mailbox !== 'string' || /\p{Cc}/u.test(mailbox) || mailbox.length > 998) return false
  if (!mailbox.isWellFormed()) return false
  const bare = bareAddress(mailbox)
  if (!address.test(bare) || (bare.split('@')[0] ?? '').length > 64) return false
  // A name with special characters must stand in quotes (RFC 5322, section 3.4).
  const name = mailbox.includes('<') ? mailbox.slice(0, mailbox.indexOf('<')).trim() : ''
  return /^"([^"\\]|\\.)*"$/.test(name) || !/[",;:@<>()[\]\\]/.test(name)
}
