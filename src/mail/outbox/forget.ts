import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'

/** The statement that deletes the deliveries to a recipient, but for one that a sender holds at this moment. */
export function forgetDeliveries(db: Db, recipientId: SQL) {
  return db.run(sql`delete from deliveries where recipient_id = ${recipientId} and status <> 'claimed'`)
}
