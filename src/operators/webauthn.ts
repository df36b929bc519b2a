import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import * as z from 'zod'

/** Whose passkeys these are (W3C WebAuthn, relying party): the host and origin of the settings, never of a request. */
export type RelyingParty = { name: string; publicUrl: string }

/** A passkey as it is stored. */
export type StoredPasskey = { credentialId: string; publicKey: string; counter: number; transports: string }

const text = z.string().max(8192)
const lists = z.array(z.string().max(32)).max(10)

/** The answer of an authenticator that signs in, as browsers send it. */
export const assertion = z.object({
  id: text,
  rawId: text,
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}),
  response: z.object({ clientDataJSON: text, authenticatorData: text, signature: text, userHandle: text }),
})
export type Assertion = z.infer<typeof assertion>

/** The answer of an authenticator that made a passkey. */
export const attestation = z.object({
  id: text,
  rawId: text,
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}),
  response: z.object({ clientDataJSON: text, attestationObject: text, transports: lists.default([]) }),
})
export type Attestation = z.infer<typeof attestation>

/** What a browser needs to sign in with whatever passkey it has for this site. */
export function offerSignIn(party: RelyingParty, challenge: string) {
  return generateAuthenticationOptions({ rpID: idOf(party), challenge, userVerification: 'required' })
}

/** What a browser needs to make a passkey that it can find by itself, unless it holds one of these already. */
export function offerPasskey(
  party: RelyingParty,
  { id, email }: { id: number; email: string },
  existing: readonly StoredPasskey[],
  challenge: string,
) {
  return generateRegistrationOptions({
    rpName: party.name,
    rpID: idOf(party),
    userID: new Uint8Array(Buffer.from(String(id))),
    userName: email,
    challenge,
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: existing.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: readTransports(transports),
    })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
}

/** The passkey that an authenticator made, or null when the answer is none to a challenge of ours. */
export async function verifyPasskey(
  party: RelyingParty,
  response: Attestation,
  isOurs: (challenge: string) => boolean,
): Promise<StoredPasskey | null> {
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: isOurs,
      ...expectedOf(party),
      supportedAlgorithmIDs: ALGORITHMS,
    })
    if (!verified || !registrationInfo) return null
    const { id, publicKey, counter } = registrationInfo.credential
    return {
      credentialId: id,
      publicKey: Buffer.from(publicKey).toString('base64url'),
      counter,
      transports: JSON.stringify(response.response.transports),
    }
  } catch {
    return null
  }
}

/** The new signature counter when this passkey answered a challenge of ours, its owner verified; else null. */
export async function verifySignIn(
  party: RelyingParty,
  response: Assertion,
  { credentialId: id, publicKey, counter, transports }: StoredPasskey,
  isOurs: (challenge: string) => boolean,
): Promise<number | null> {
  try {
    const key = new Uint8Array(Buffer.from(publicKey, 'base64url'))
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: isOurs,
      ...expectedOf(party),
      credential: { id, publicKey: key, counter, transports: readTransports(transports) },
    })
    return verified ? authenticationInfo.newCounter : null
  } catch {
    return null
  }
}

// EdDSA, ES256 and RS256 (IANA, COSE algorithms): what is in use, whatever else the runtime could verify.
const ALGORITHMS = [-8, -7, -257]

const idOf = ({ publicUrl }: RelyingParty) => new URL(publicUrl).hostname

const expectedOf = (party: RelyingParty) => ({
  expectedOrigin: new URL(party.publicUrl).origin,
  expectedRPID: idOf(party),
  requireUserVerification: true,
})

function readTransports(json: string): string[] {
  const read = lists.safeParse(JSON.parse(json))
  return read.success ? read.data : []
}
