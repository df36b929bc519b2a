import { sql } from 'drizzle-orm'
import { batch } from '../platform/batch'
import { int, text } from '../platform/columns'
import type { Db } from '../platform/db'
import { select } from '../platform/query'
import type { Signer } from '../platform/tokens'
import { isOperator } from './active'
import { useChallenge } from './add-passkey'
import { hashChallenge, isOurs } from './challenge'
import type { Whereabouts } from './session'
import { openSession } from './sign-in'
import { type Assertion, type RelyingParty, verifySignIn } from './webauthn'

/**
 * Signs in with the answer of an authenticator, once for each challenge; the signature counter moves on with it. Returns
 * the token of the session, or null.
 */
export async function signInByPasskey(
  { db, signer, party }: { db: Db; signer: Signer; party: RelyingParty },
  answer: Assertion,
  before: string | null,
  whereabouts: Whereabouts,
  now: number,
): Promise<string | null> {
  const known = await findPasskey(db, answer.id)
  if (!known || !namesOwner(answer, known.operatorId)) return null
  let challenge = ''
  const counter = await verifySignIn(party, answer, known, (given) => {
    challenge = given
    return isOurs(signer, given, 'sign_in', now)
  })
  if (counter === null) return null
  const hash = hashChallenge(challenge)
  // The counter as it was read: of two answers at the same time one is from a copy of the key, or a repeat.
  const isUnchanged = sql`exists (${ofPresent(sql`p.id = ${known.id} and p.counter = ${known.counter}`)})
    and not exists (select 1 from used_challenges where hash = ${hash})`
  const opening = openSession(
    db,
    { operatorId: known.operatorId, way: 'passkey', where: isUnchanged, before },
    whereabouts,
    now,
  )
  const { opened } = await batch(db, {
    ...opening.statements,
    used: useChallenge(db, hash, now),
    counted: db.run(sql`
      update passkeys set counter = ${counter}, used_at = ${now}
      where id = ${known.id} and exists (select 1 from sessions where token_hash = ${opening.tokenHash})`),
  })
  return opened.length > 0 ? opening.token : null
}

const PASSKEY = {
  id: int`p.id`,
  operatorId: int`p.operator_id`,
  credentialId: text`p.credential_id`,
  publicKey: text`p.public_key`,
  counter: int`p.counter`,
  transports: text`p.transports`,
}

async function findPasskey(db: Db, credentialId: string) {
  const [found] = await select(db, PASSKEY, sql`${fromPresent} and p.credential_id = ${credentialId}`)
  return found
}

const fromPresent = sql`
  from passkeys p join operators o on o.id = p.operator_id where ${isOperator} and p.created_at >= o.added_at`
const ofPresent = (which: ReturnType<typeof sql>) => sql`select 1 ${fromPresent} and ${which}`

// The handle that was given to the authenticator with the passkey (W3C WebAuthn, section 7.2, step 6).
function namesOwner({ response }: Assertion, operatorId: number): boolean {
  return Buffer.from(response.userHandle, 'base64url').toString() === String(operatorId)
}
