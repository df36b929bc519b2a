import { sql } from 'drizzle-orm'
import { recall } from '../mail/outbox/recall'
import { batch } from '../platform/batch'
import type { Db } from '../platform/db'
import { note, type Origin } from './ledger'

/**
 * Unsubscribes a subscriber and recalls what has not left; a second call changes nothing. `broadcast` is the letter to
 * everyone whose link it was, where it was one.
 */
export async function unsubscribe(
  db: Db,
  id: number,
  origin: Origin & { broadcast?: number | undefined },
  now: number,
): Promise<void> {
  const { broadcast } = origin
  const entry = { action: 'unsubscribed', origin, ...(broadcast ? { detail: { broadcast } } : {}) } as const
  const here = sql`s.id = ${id} and s.unsubscribed_at is null`
  await batch(db, {
    noted: note(db, here, entry, now),
    unsubscribed: db.run(sql`update subscribers as s set unsubscribed_at = ${now} where ${here}`),
    recalled: recall(db, sql`${id}`, ['lesson', 'broadcast'], 'unsubscribed', now),
  })
}
