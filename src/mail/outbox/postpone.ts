import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'
import { notYetFrozen } from './recall'
import { isUnfilled } from './write-again'

/**
 * The statement that gives letters that have not left a new time: `times` selects id, due_at and expires_at. A batch
 * that held one of them loses it. Cancelled letters among them,
 * and those whose template could not be filled, are queued again.
 */
export function postpone(db: Db, times: SQL) {
  return db.run(sql`
    update deliveries set due_at = t.due_at, expires_at = t.expires_at, status = 'queued', batch_id = null,
      cancelled_at = null, failed_at = null, problem = null, unfilled = null
    from (${times}) t where deliveries.id = t.id and (deliveries.status = 'cancelled' or ${isUnfilled} or ${notYetFrozen})`)
}
