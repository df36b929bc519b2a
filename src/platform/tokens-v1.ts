import { createHmac } from 'node:crypto'

/**
 * How links were signed before tokens had a version: one HMAC-SHA-512 held the signatures of four purposes, each at its
 * place in this list. Such links are in inboxes, so the list must not change; new purposes are not added to it.
 */
const PURPOSES = ['unsubscribe', 'preferences', 'book', 'booked', 'confirm', 'lessons', 'booking', 'never'] as const
export type PurposeV1 = (typeof PURPOSES)[number]

/** Whether links of this purpose were signed before tokens had a version. */
export function isPurposeV1(purpose: string): purpose is PurposeV1 {
  return PURPOSES.some((known) => known === purpose)
}

const IN_ONE = 4
const BYTES = 16

/** The name that a secret has in batches frozen since the beginning. */
export function nameOf(secret: string): string {
  return hmac(secret, 'key name').subarray(0, 6).toString('base64url')
}

/** The signature of a token without a version. */
export function signV1(secret: string, purpose: PurposeV1, payload: string): string {
  const place = PURPOSES.indexOf(purpose)
  const start = (place % IN_ONE) * BYTES
  const bytes = hmac(secret, `${Math.floor(place / IN_ONE)}:${payload}`)
  return bytes.subarray(start, start + BYTES).toString('base64url')
}

const hmac = (secret: string, text: string) => createHmac('sha512', secret).update(text).digest()
