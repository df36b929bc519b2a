import { sql } from 'drizzle-orm'
import { recall } from '../mail/outbox/recall'
import { batch } from '../platform/batch'
import type { Db } from '../platform/db'
import { note, type Origin } from './ledger'

/** Unsubscribes a subscriber and recalls what has not left; a second call changes nothing. */
export async function unsubscribe(db: Db, id: number, origin: Origin, now: number): Promise<void> {
  const here = sql`s.id = ${id} and s.unsubscribed_at is null`
  await batch(db, {
    noted: note(db, here, { action: 'unsubscribed', origin }, now),
    unsubscribed: db.run(sql`update subscribers as s set unsubscribed_at = ${now} where ${here}`),
    recalled: recall(db, sql`${id}`, ['lesson', 'broadcast'], 'unsubscribed', now),
  })
}
