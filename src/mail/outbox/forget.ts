import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'

/** The statement that deletes the deliveries to a subscriber, except one that a sender holds at this moment. */
export function forgetDeliveries(db: Db, subscriberId: SQL) {
  return db.run(sql`delete from deliveries where subscriber_id = ${subscriberId} and status <> 'claimed'`)
}
