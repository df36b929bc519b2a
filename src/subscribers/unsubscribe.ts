import { sql } from 'drizzle-orm'
import { recall } from '../mail/outbox/recall'
import type { Db } from '../platform/db'
import { note, type Origin } from './ledger'

/** Unsubscribes a subscriber and recalls what has not left; a second call changes nothing. */
export async function unsubscribe(db: Db, id: number, origin: Origin, now: number): Promise<void> {
  const here = sql`s.id = ${id} and s.unsubscribed_at is null`
  await db.batch([
    note(db, here, { action: 'unsubscribed', origin }, now),
    db.run(sql`update subscribers as s set unsubscribed_at = ${now} where ${here}`),
    recall(db, sql`${id}`, ['lesson', 'broadcast'], 'unsubscribed', now),
  ])
}
