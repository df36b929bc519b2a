import type { Config } from './config'

/** What a link may be used for, named as its path is; a token made for one purpose does not open another. */
export type Purpose = 'confirm' | 'unsubscribe' | 'preferences' | 'lessons' | 'book' | 'booked' | 'booking'

/** Signs and reads the tokens in links. The same words and key always give the same token, so a letter sent again is equal. */
export type Signer = {
  /** The name of the key that signs now; a frozen letter remembers it. */
  keyName: string
  /** A token `12.3.signature` of whole numbers, 128 bits of HMAC-SHA-256 behind it; `keyName` may name the previous key. */
  sign: (purpose: Purpose, numbers: readonly number[], keyName?: string) => Promise<string>
  /** The numbers of a token signed for this purpose by the present or the previous key, else null. */
  read: (purpose: Purpose, token: string) => Promise<readonly number[] | null>
}

/** Opens the signer over `APP_SECRET` and, for links already out in the world, `APP_SECRET_PREVIOUS`. */
export async function openSigner(config: Pick<Config, 'APP_SECRET' | 'APP_SECRET_PREVIOUS'>): Promise<Signer> {
  const present = await importKey(config.APP_SECRET)
  const previous = config.APP_SECRET_PREVIOUS ? await importKey(config.APP_SECRET_PREVIOUS) : null
  const keys = previous ? [present, previous] : [present]
  return {
    keyName: present.name,
    async sign(purpose, numbers, keyName = present.name) {
      const { key } = keys.find((one) => one.name === keyName) ?? present
      const words = numbers.map((n) => n.toString(36)).join('.')
      return `${words}.${toBase64Url(await digest(key, purpose, words))}`
    },
    async read(purpose, token) {
      const [, words, signature] = /^([0-9a-z.]{1,60})\.([\w-]{22})$/.exec(token) ?? []
      if (words === undefined || signature === undefined) return null
      for (const { key } of keys) {
        if (isSame(toBase64Url(await digest(key, purpose, words)), signature))
          return words.split('.').map((n) => Number.parseInt(n, 36))
      }
      return null
    },
  }
}

const imported = new Map<string, Promise<{ name: string; key: CryptoKey }>>()

function importKey(secret: string) {
  const known = imported.get(secret) ?? makeKey(secret)
  imported.set(secret, known)
  return known
}

async function makeKey(secret: string) {
  const bytes = new TextEncoder().encode(secret)
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const print = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode('key name'))
  return { key, name: toBase64Url(new Uint8Array(print).subarray(0, 6)) }
}

async function digest(key: CryptoKey, purpose: Purpose, words: string): Promise<Uint8Array> {
  const full = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(`${purpose}:${words}`))
  return new Uint8Array(full).subarray(0, 16)
}

// Compares in a time that does not tell where the first difference is. As text, because the last character of base64
// has bits to spare, and several of them would decode to the same bytes.
function isSame(a: string, b: string): boolean {
  let difference = a.length ^ b.length
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i)
  return difference === 0
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}
