import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'

/** A mail to the subscriber `s` waits or is on its way. */
export const isWrittenTo = sql`exists (
  select 1 from deliveries d where d.recipient_id = s.id and d.status in ('queued', 'claimed'))`

/** The statement that forgets the confirmations of these recipients. */
export function forgetConfirmations(db: Db, recipients: SQL) {
  return db.run(sql`delete from deliveries where recipient_id in (${recipients}) and kind = 'confirm'`)
}
