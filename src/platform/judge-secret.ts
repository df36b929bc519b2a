/** As many random bytes as a key of HMAC-SHA-256 has (RFC 2104, section 3). */
const ENOUGH_BYTES = 32

/** What a text that is no encoding must hold, counted by how its letters are spread: eight words by dice have more. */
const ENOUGH_BITS = 180

const PLACEHOLDER =
  /change.?me|placeholder|example|replace.?(me|this)|your.?(own|key|secret)|pass.?(word|phrase)|secret/gi

/**
 * Why nobody should sign with this secret where strangers can try, as a sentence that can follow its name, or null. It
 * is judged by what is left without words of placeholders: hex and base64 by their bytes, any other text by its
 * letters.
 */
export function judgeSecret(secret: string): string | null {
  if (repeats(secret)) return 'repeats itself; take `openssl rand -base64 32`'
  const rest = secret.replace(PLACEHOLDER, '')
  const isWhole = rest === secret
  const bytes = bytesIn(rest)
  if (bytes === null ? bitsIn(rest) >= ENOUGH_BITS * (isWhole ? 1 : 1.5) : bytes >= ENOUGH_BYTES) return null
  return isWhole
    ? 'can be guessed: it holds less than 32 random bytes; take `openssl rand -base64 32`'
    : 'is an example; take `openssl rand -base64 32`'
}

/** Secrets that are printed in documentation, ours and that of Svix, which signs for Resend. */
const PUBLISHED = [
  'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  'whsec_plJ3nmyCDGBKInavdOK15jsl',
  'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
]

/** Why a webhook's secret (`whsec_` and base64; Svix makes 24 to 64 bytes) proves nothing, as above, or null. */
export function judgeWebhookSecret(secret: string): string | null {
  const bytes = decode(secret.replace(/^whsec_/, ''))
  if (bytes.length < 16) return 'is too short: it holds fewer than 16 bytes; copy it from the webhook at Resend'
  const isText = bytes.every((byte) => byte >= 0x20 && byte < 0x7f)
  const isPublished = isText || PUBLISHED.includes(secret) || new Set(bytes).size < 8
  return isPublished ? 'is an example that everybody knows; copy yours from the webhook at Resend' : null
}

// The shortest pattern that the whole text follows, even if the last one is cut off, or letters that count up or down.
function repeats(text: string): boolean {
  const half = text.length / 2
  const units = Array.from({ length: Math.floor(half) }, (_, i) => i + 1)
  if (units.some((unit) => text.slice(unit) === text.slice(0, -unit))) return true
  const steps = [...text].filter((_, i) => Math.abs(text.charCodeAt(i + 1) - text.charCodeAt(i)) === 1)
  return steps.length > half
}

// How many different bytes hex or base64 spell, counted as so many as there are when nearly all differ; null for other
// text. What is random has capitals and small letters (43 letters of base64 lack one of them once in a billion times).
function bytesIn(text: string): number | null {
  const isHex = /^[0-9a-f]+$/i.test(text) && /\d/.test(text) && /[a-f]/i.test(text)
  const isBase64 = /^[\w+/-]+={0,2}$/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text)
  if (!isHex && !isBase64) return null
  const bytes = isHex ? Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)) : decode(text)
  return new Set(bytes).size >= Math.min(bytes.length, ENOUGH_BYTES) / 2 ? bytes.length : 0
}

function bitsIn(text: string): number {
  const counts = new Map<string, number>()
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  const { length } = [...text]
  return [...counts.values()].reduce((bits, count) => bits - count * Math.log2(count / length), 0)
}

function decode(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'))
}
