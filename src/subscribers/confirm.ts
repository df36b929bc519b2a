import { sql } from 'drizzle-orm'
import type { Db } from '../platform/db'
import { note, type Origin } from './ledger'

/** How long the link in a confirmation holds. */
export const CONFIRM_WITHIN_MS = 30 * 86_400_000

/**
 * The statements that confirm a subscriber by a link issued at `issuedAt`, once: again changes nothing, and a link from
 * before she left does not bring her back.
 */
export function confirm(db: Db, id: number, issuedAt: number, origin: Origin, now: number) {
  const waiting = sql`s.id = ${id} and (s.confirmed_at is null or s.unsubscribed_at is not null) and coalesce(s.unsubscribed_at, 0) <= ${issuedAt}`
  return [
    note(db, waiting, { action: 'confirmed', origin }, now),
    db.run(
      sql`update subscribers as s set confirmed_at = ${now}, unsubscribed_at = null, paused_until = null where ${waiting}`,
    ),
  ] as const
}
