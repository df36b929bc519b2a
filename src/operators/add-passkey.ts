import { sql } from 'drizzle-orm'
import { batch } from '../platform/batch'
import { int } from '../platform/columns'
import type { Db } from '../platform/db'
import { newId } from '../platform/ids'
import { returning } from '../platform/query'
import { isOperator } from './active'
import { type Actor, recordAudit } from './audit'
import { hashChallenge } from './challenge'
import type { StoredPasskey } from './webauthn'

/** More than anybody has devices. */
const MAX_PASSKEYS = 20

/**
 * Stores a verified passkey, once for each challenge. Returns false when the challenge was answered before, the passkey
 * is known, or there are too many.
 */
export async function addPasskey(
  db: Db,
  { credentialId, publicKey, counter, transports }: StoredPasskey,
  { name, challenge }: { name: string; challenge: string },
  actor: Actor,
  now: number,
): Promise<boolean> {
  const id = newId()
  const hash = hashChallenge(challenge)
  const { operatorId } = actor
  const { added } = await batch(db, {
    added: returning(
      db,
      sql`
        insert into passkeys (id, credential_id, public_key, operator_id, name, counter, transports, created_at)
        select ${id}, ${credentialId}, ${publicKey}, o.id, ${name}, ${counter}, ${transports}, ${now}
        from operators o
        where o.id = ${operatorId} and ${isOperator} and not exists (select 1 from used_challenges where hash = ${hash})
          and (select count(*) from passkeys where operator_id = ${operatorId}) < ${MAX_PASSKEYS}
        on conflict (credential_id) do nothing`,
      { id: int },
    ),
    used: useChallenge(db, hash, now),
    noted: recordAudit(
      db,
      { ...actor, action: 'passkey_added', subject: id, detail: { name } },
      now,
      sql`exists (select 1 from passkeys where id = ${id})`,
    ),
  })
  return added.length > 0
}

/** The statement that keeps the hash of an answered challenge; what must not happen twice is conditional on its absence. */
export function useChallenge(db: Db, hash: string, now: number) {
  return db.run(sql`insert into used_challenges (hash, at) values (${hash}, ${now}) on conflict do nothing`)
}
