import { sql } from 'drizzle-orm'
import { batch } from '../platform/batch'
import { int } from '../platform/columns'
import type { Db } from '../platform/db'
import { newId } from '../platform/ids'
import { returning } from '../platform/query'
import { isOperator } from './active'
import { type Actor, recordAudit } from './audit'
import { enqueueLink } from './enqueue-link'

/** An invitation is good for this long; after that a link to sign in can be asked for as usual. */
export const INVITED_FOR_MS = 3 * 86_400_000

/**
 * Makes an address an operator's, and invites it with a letter in the batch `batchId`. Returns false when it is one
 * already; then nothing is written.
 */
export async function addOperator(
  db: Db,
  address: string,
  actor: Actor,
  batchId: string,
  now: number,
): Promise<boolean> {
  const [id, linkId] = [newId(), newId()]
  const isInvited = sql`exists (select 1 from sign_in_links where id = ${linkId})`
  const { added } = await batch(db, {
    added: returning(
      db,
      sql`
        insert into operators (id, email, source, added_at)
        select ${id}, ${address}, 'pages', ${now} from operators o where o.id = ${actor.operatorId} and ${isOperator}
        on conflict (lower(email)) do update
        set email = excluded.email, source = 'pages', added_at = excluded.added_at, removed_at = null
        where operators.removed_at is not null`,
      { id: int },
    ),
    invited: db.run(sql`
      insert into sign_in_links (id, operator_id, reason, created_at, expires_at, known)
      select ${linkId}, o.id, 'invitation', ${now}, ${now + INVITED_FOR_MS}, 0 from operators o
      where lower(o.email) = lower(${address}) and ${isOperator} and o.source = 'pages' and o.added_at = ${now}`),
    letter: enqueueLink(db, { id: linkId, template: 'invitation', batchId }, sql`true`, now),
    noted: recordAudit(db, { ...actor, action: 'operator_added', detail: { email: address } }, now, isInvited),
  })
  return added.length > 0
}
