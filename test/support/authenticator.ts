type Options = { challenge: string; rp?: { id?: string }; rpId?: string; user?: { id: string } }

const [PRESENT, VERIFIED, HAS_KEY] = [0x01, 0x04, 0x40]

/**
 * An authenticator in software with one passkey (W3C WebAuthn, section 6), Ed25519. What a test wants to be wrong it
 * names: another origin, an owner who was not verified, a counter that stands still.
 */
export async function newAuthenticator({ origin = 'http://localhost', verified = true } = {}) {
  const keys = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair
  const x = new Uint8Array((await crypto.subtle.exportKey('raw', keys.publicKey)) as ArrayBuffer)
  const id = crypto.getRandomValues(new Uint8Array(16))
  let counter = 0
  let userHandle = ''

  const clientData = (type: string, challenge: string) =>
    new TextEncoder().encode(JSON.stringify({ type, challenge, origin, crossOrigin: false }))

  const authenticatorData = async (rpId: string, more = new Uint8Array()) => {
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(rpId)))
    const flags = PRESENT | (verified ? VERIFIED : 0) | (more.length > 0 ? HAS_KEY : 0)
    return join(hash, [flags], uint32(counter), more)
  }

  /** Makes the passkey; what a browser sends to the site. */
  const create = async ({ challenge, rp, user }: Options) => {
    userHandle = user?.id ?? ''
    const key = cbor(
      new Map<number, unknown>([
        [1, 1],
        [3, -8],
        [-1, 6],
        [-2, x],
      ]),
    )
    const data = await authenticatorData(rp?.id ?? '', join(new Uint8Array(16), [0, id.length], id, key))
    const attestationObject = cbor(
      new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', data],
      ]),
    )
    return answer({
      clientDataJSON: encode(clientData('webauthn.create', challenge)),
      attestationObject: encode(attestationObject),
      transports: ['internal'],
    })
  }

  /** Answers a challenge; `step` is how far the counter moves. */
  const get = async ({ challenge, rpId }: Options, step = 1) => {
    counter += step
    const data = await authenticatorData(rpId ?? '')
    const client = clientData('webauthn.get', challenge)
    const signed = join(data, new Uint8Array(await crypto.subtle.digest('SHA-256', client)))
    return answer({
      clientDataJSON: encode(client),
      authenticatorData: encode(data),
      signature: encode(new Uint8Array(await crypto.subtle.sign('Ed25519', keys.privateKey, signed))),
      userHandle,
    })
  }

  const answer = (response: Record<string, unknown>) => ({
    id: encode(id),
    rawId: encode(id),
    type: 'public-key',
    clientExtensionResults: {},
    response,
  })

  return { create, get }
}

const encode = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
const uint32 = (number: number) => [24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff)
const join = (...parts: (Uint8Array | readonly number[])[]) => new Uint8Array(parts.flatMap((part) => [...part]))

// As much of CBOR as this needs (RFC 8949): small whole numbers, texts, bytes and maps.
function cbor(value: unknown): Uint8Array {
  if (typeof value === 'number') return join(value < 0 ? head(1, -1 - value) : head(0, value))
  if (typeof value === 'string') return join(head(3, value.length), new TextEncoder().encode(value))
  if (value instanceof Uint8Array) return join(head(2, value.length), value)
  const entries = [...(value as Map<unknown, unknown>)]
  return join(head(5, entries.length), ...entries.flatMap(([key, one]) => [cbor(key), cbor(one)]))
}

function head(kind: number, length: number): number[] {
  if (length < 24) return [(kind << 5) | length]
  return length < 256 ? [(kind << 5) | 24, length] : [(kind << 5) | 25, length >> 8, length & 0xff]
}
