import { sql } from 'drizzle-orm'
import { batch } from '../platform/batch'
import { text } from '../platform/columns'
import type { Db } from '../platform/db'
import { returning } from '../platform/query'
import { isOperator } from './active'
import { type Actor, recordAudit } from './audit'
import { endAccess } from './end-access'

/**
 * Removes an operator who was added on the pages, and all access with it. Returns the address, or null when there is no
 * such operator, it is one of the settings, it is the last one, or whoever asks was removed meanwhile.
 */
export async function removeOperator(db: Db, id: number, actor: Actor, now: number): Promise<string | null> {
  const isAllowed = sql`exists (select 1 from operators o where o.id = ${actor.operatorId} and ${isOperator})`
  const isRemoved = sql`select o.id from operators o where o.id = ${id} and o.removed_at = ${now}`
  const { removed } = await batch(db, {
    removed: returning(
      db,
      sql`
        update operators set removed_at = ${now}
        where id = ${id} and source = 'pages' and removed_at is null and ${isAllowed}
          and (select count(*) from operators o where ${isOperator}) > 1`,
      { email: text },
    ),
    ended: endAccess(db, isRemoved, now),
    noted: recordAudit(db, { ...actor, action: 'operator_removed', subject: id }, now, sql`exists (${isRemoved})`),
  })
  return removed[0]?.email ?? null
}
