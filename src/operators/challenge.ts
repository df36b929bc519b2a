import { createHash } from 'node:crypto'
import { newId } from '../platform/ids'
import type { Signer } from '../platform/tokens'

/** What a challenge is for: signing in, which anybody may try, or adding a passkey of this operator. */
export type ChallengeFor = 'sign_in' | { operatorId: number }

/** An answer to a challenge is taken for this long; an authenticator asks a person within a minute. */
const ANSWER_WITHIN_MS = 5 * 60_000

/** A challenge that nobody else can make. It is signed and not stored, so that strangers who ask for one write nothing. */
export function newChallenge(signer: Signer, what: ChallengeFor, now: number): string {
  return signer.sign('admin/passkey', [operatorOf(what), now, newId()])
}

/** Whether a challenge, as an answer has it in base64url, is one of ours, for this, and not too old. */
export function isOurs(signer: Signer, encoded: string, what: ChallengeFor, now: number): boolean {
  const [operatorId, issuedAt] = signer.read('admin/passkey', Buffer.from(encoded, 'base64url').toString()) ?? []
  if (issuedAt === undefined) return false
  return operatorId === operatorOf(what) && issuedAt > now - ANSWER_WITHIN_MS
}

/** The hash under which a challenge that was answered is kept. */
export function hashChallenge(encoded: string): string {
  return createHash('sha256').update(encoded).digest('hex')
}

const operatorOf = (what: ChallengeFor) => (what === 'sign_in' ? 0 : what.operatorId)
