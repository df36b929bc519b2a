import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { Config } from './config'
import { isPurposeV1, nameOf, type PurposeV1, signV1 } from './tokens-v1'

/** What a link may be used for, named as its path is; a token made for one purpose does not open another. */
export type Purpose = PurposeV1 | 'admin/sign-in' | 'admin/passkey' | 'go'

/**
 * Signs and reads the tokens in links. The same numbers and key always give the same token, so a letter sent again is
 * equal.
 */
export type Signer = {
  /** The name of the key and the version that sign now; a frozen letter remembers it. */
  keyName: string
  /**
   * A token `V2.12.3.signature` of whole numbers with 132 bits of signature; `keyName` may name another key or version.
   */
  sign: (purpose: Purpose, numbers: readonly number[], keyName?: string) => string
  /** The numbers of a token signed for this purpose by the present or the previous key, else null. */
  read: (purpose: Purpose, token: string) => readonly number[] | null
}

type Secrets = Pick<Config, 'APP_SECRET' | 'APP_SECRET_PREVIOUS'>

/** Opens the signer over `APP_SECRET` and, for links already sent, `APP_SECRET_PREVIOUS`. */
export function openSigner({ APP_SECRET, APP_SECRET_PREVIOUS }: Secrets): Signer {
  const secrets = APP_SECRET_PREVIOUS ? [APP_SECRET, APP_SECRET_PREVIOUS] : [APP_SECRET]
  const present = openKey(APP_SECRET)
  const keys = [present, ...secrets.slice(1).map(openKey), ...secrets.map(openKeyV1)]
  return {
    keyName: present.name,
    sign(purpose, numbers, keyName = present.name) {
      const key = keys.find(({ name }) => name === keyName) ?? present
      const payload = numbers.map((n) => n.toString(36)).join('.')
      return `${key.version}${payload}.${key.signature(purpose, payload)}`
    },
    read(purpose, token) {
      const [, version = '', payload, given] = TOKEN.exec(token) ?? []
      if (payload === undefined || given === undefined) return null
      const fits = (key: Key) => key.version === version && isSame(key.signature(purpose, payload), given)
      return keys.some(fits) ? payload.split('.').map((n) => Number.parseInt(n, 36)) : null
    },
  }
}

/** A secret in one version of tokens; tokens from before there were versions begin with their first number. */
type Key = { name: string; version: 'V2.' | ''; signature: (purpose: Purpose, payload: string) => string }

const TOKEN = /^(V2\.|)([0-9a-z]{1,12}(?:\.[0-9a-z]{1,12})*)\.([\w-]{22})$/

/** Each purpose has a key of its own (HKDF, RFC 5869), derived once, and each token one HMAC-SHA-256. */
function openKey(secret: string): Key {
  const keys = new Map<Purpose, Buffer>()
  const keyOf = (purpose: Purpose) => {
    const key = keys.get(purpose) ?? Buffer.from(hkdfSync('sha256', secret, '', `link 2 ${purpose}`, 32))
    keys.set(purpose, key)
    return key
  }
  return {
    name: `2.${nameOf(secret)}`,
    version: 'V2.',
    signature: (purpose, payload) =>
      createHmac('sha256', keyOf(purpose)).update(payload).digest('base64url').slice(0, SIGNATURE),
  }
}

const SIGNATURE = 22

// In a time that does not tell how much of it is right; a key that has no signature for a purpose opens nothing.
function isSame(signature: string, given: string): boolean {
  return signature.length === given.length && timingSafeEqual(Buffer.from(signature), Buffer.from(given))
}

function openKeyV1(secret: string): Key {
  const signature = (purpose: Purpose, payload: string) =>
    isPurposeV1(purpose) ? signV1(secret, purpose, payload) : ''
  return { name: nameOf(secret), version: '', signature }
}
