import { type SQL, sql } from 'drizzle-orm'
import { recallWhere } from '../mail/outbox/recall'
import type { Db } from '../platform/db'
import { note, noteSignUp, type Origin } from './ledger'
import type { PendingSignUp } from './pending'
import { confirmationOf } from './subscribe'

/** How long the link in a confirmation is valid. */
export const CONFIRM_WITHIN_MS = 30 * 86_400_000

/** The course that a link confirms, and whether the subscriber `s` is on it already. */
type Asked = { course: string; isOnCourse: SQL }

/**
 * The statements that confirm a subscriber by the link of a sign-up, once: a second call changes nothing, and a link
 * from before unsubscribing does not subscribe again. What that sign-up said and agreed to goes into the ledger and
 * applies from now on, whatever anybody typed after it; a reader who joins another course keeps name and hours.
 * Another confirmation of the same course that is still queued is recalled.
 */
export function confirm(db: Db, pending: PendingSignUp, { course, isOnCourse }: Asked, origin: Origin, now: number) {
  const { subscriber, issuedAt, signUp, timeZone } = pending
  const { id } = subscriber
  const isNoReader = sql`(s.confirmed_at is null or s.unsubscribed_at is not null)`
  const waiting = sql`s.id = ${id} and (${isNoReader} or not ${isOnCourse}) and coalesce(s.unsubscribed_at, 0) <= ${issuedAt}`
  return [
    noteSignUp(db, waiting, issuedAt),
    note(db, waiting, { action: 'confirmed', origin }, now),
    db.run(sql`
      update sign_ups set confirmed_at = ${now}
      where subscriber_id = ${id} and created_at = ${issuedAt} and exists (select 1 from subscribers s where ${waiting})`),
    db.run(sql`
      update subscribers as s set confirmed_at = ${now}, unsubscribed_at = null, paused_until = null,
        first_name = coalesce(${signUp?.firstName || null}, first_name),
        time_zone = ${timeZone}, zone_assumed_at = ${zoneAssumedAt(pending, now)}
      where ${waiting} and ${isNoReader}`),
    recallWhere(
      db,
      sql`subscriber_id = ${id} and kind = 'confirm' and (template not like 'confirm/%' or template = ${confirmationOf(course)})
        and (${confirmedNow(pending, now)} or ${joinedNow(pending, now)})`,
      'confirmed before it left',
      now,
    ),
  ] as const
}

/** Whether this very call confirmed the subscriber: a condition for what follows from it, in the same transaction. */
export function confirmedNow({ subscriber: { id }, timeZone }: PendingSignUp, now: number) {
  return sql`exists (
    select 1 from subscribers s
    where s.id = ${id} and s.confirmed_at = ${now} and s.unsubscribed_at is null and s.time_zone = ${timeZone})`
}

// A reader who joins another course was confirmed before; the sign-up was just now.
function joinedNow({ subscriber: { id }, issuedAt }: PendingSignUp, now: number) {
  return sql`exists (
    select 1 from sign_ups u where u.subscriber_id = ${id} and u.created_at = ${issuedAt} and u.confirmed_at = ${now})`
}

// Only for a new subscriber whose zone is unknown; a returning one keeps the zone from before.
function zoneAssumedAt({ subscriber: { confirmedAt }, signUp }: PendingSignUp, now: number): SQL {
  if (!signUp || (signUp.timeZone === null && confirmedAt !== null)) return sql`zone_assumed_at`
  return signUp.timeZone === null ? sql`${now}` : sql`null`
}
