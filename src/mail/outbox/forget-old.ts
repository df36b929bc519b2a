import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'

/** A mail to the subscriber `s` is queued or being sent. */
export const isWrittenTo = sql`exists (
  select 1 from deliveries d where d.subscriber_id = s.id and d.status in ('queued', 'claimed'))`

/** The statement that forgets the confirmations of these subscribers. */
export function forgetConfirmations(db: Db, subscribers: SQL) {
  return db.run(sql`delete from deliveries where subscriber_id in (${subscribers}) and kind = 'confirm'`)
}
