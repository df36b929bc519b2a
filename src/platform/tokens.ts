import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Config } from './config'

/**
 * What a link may be used for, named as its path is; a token made for one purpose does not open another. The order
 * decides which part of a signature is whose, so it only ever grows at the end.
 */
const PURPOSES = ['unsubscribe', 'preferences', 'book', 'booked', 'confirm', 'lessons', 'booking', 'never'] as const
export type Purpose = (typeof PURPOSES)[number]

/**
 * Signs and reads the tokens in links. The same numbers and key always give the same token, so a letter sent again is
 * equal.
 */
export type Signer = {
  /** The name of the key that signs now; a frozen letter remembers it. */
  keyName: string
  /** A token `12.3.signature` of whole numbers with 128 bits of signature; `keyName` may name the previous key. */
  sign: (purpose: Purpose, numbers: readonly number[], keyName?: string) => string
  /** The numbers of a token signed for this purpose by the present or the previous key, else null. */
  read: (purpose: Purpose, token: string) => readonly number[] | null
}

type Key = { name: string; digest: (group: number, words: string) => Buffer }

/** Opens the signer over `APP_SECRET` and, for links already sent, `APP_SECRET_PREVIOUS`. */
export function openSigner(config: Pick<Config, 'APP_SECRET' | 'APP_SECRET_PREVIOUS'>): Signer {
  const present = openKey(config.APP_SECRET)
  const keys = config.APP_SECRET_PREVIOUS ? [present, openKey(config.APP_SECRET_PREVIOUS)] : [present]
  return {
    keyName: present.name,
    sign(purpose, numbers, keyName = present.name) {
      const key = keys.find(({ name }) => name === keyName) ?? present
      const words = numbers.map((n) => n.toString(36)).join('.')
      return `${words}.${signature(key, purpose, words).toString('base64url')}`
    },
    read(purpose, token) {
      const [, words, given] = /^([0-9a-z]{1,12}(?:\.[0-9a-z]{1,12})*)\.([\w-]{22})$/.exec(token) ?? []
      if (words === undefined || given === undefined) return null
      const fits = (key: Key) =>
        timingSafeEqual(Buffer.from(signature(key, purpose, words).toString('base64url')), Buffer.from(given))
      return keys.some(fits) ? words.split('.').map((n) => Number.parseInt(n, 36)) : null
    },
  }
}

/**
 * One HMAC-SHA-512 gives four signatures of 128 bits, one for each of four purposes: most letters need just one HMAC.
 */
const IN_ONE = 4
const BYTES = 16

function signature(key: Key, purpose: Purpose, words: string): Buffer {
  const place = PURPOSES.indexOf(purpose)
  const start = (place % IN_ONE) * BYTES
  return key.digest(Math.floor(place / IN_ONE), words).subarray(start, start + BYTES)
}

function openKey(secret: string): Key {
  const hmac = (text: string) => createHmac('sha512', secret).update(text).digest()
  let last = { text: '', bytes: Buffer.alloc(0) }
  return {
    name: hmac('key name').subarray(0, 6).toString('base64url'),
    digest(group, words) {
      const text = `${group}:${words}`
      if (last.text !== text) last = { text, bytes: hmac(text) }
      return last.bytes
    },
  }
}
