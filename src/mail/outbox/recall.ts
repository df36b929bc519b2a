import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'
import type { Kind } from './schema'

/** What has not left yet: queued, or claimed by a batch that is not frozen. A condition over `deliveries`. */
export const notYetFrozen = sql`(status = 'queued' or (status = 'claimed' and exists (
  select 1 from batches b where b.id = batch_id and b.frozen is null)))`

/** The statement that cancels every letter of these kinds to a subscriber that has not left. */
export function recall(db: Db, subscriberId: SQL, kinds: readonly Kind[], problem: string, now: number) {
  const kind = sql`kind in (select value from json_each(${JSON.stringify(kinds)}))`
  return recallWhere(db, sql`subscriber_id = ${subscriberId} and ${kind}`, problem, now)
}

/** The statement that cancels every letter that has not left and meets a condition over `deliveries`. */
export function recallWhere(db: Db, which: SQL, problem: string, now: number) {
  return db.run(sql`
    update deliveries set status = 'cancelled', cancelled_at = ${now}, problem = ${problem} where ${which} and ${notYetFrozen}`)
}
