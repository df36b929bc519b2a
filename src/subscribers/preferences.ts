import { sql } from 'drizzle-orm'
import { liftSoftBounces } from '../delivery/lift'
import type { Db } from '../platform/db'
import { addressOf } from './address-book'
import type { Subscriber } from './find'
import { note, type Origin } from './ledger'

/** What a reader may set herself. */
export type Preferences = Pick<Subscriber, 'firstName' | 'timeZone' | 'sendHour' | 'weekdaysOnly'>

/** The statements that keep a reader's preferences and note the change. */
export function savePreferences(db: Db, id: number, wishes: Preferences, origin: Origin, now: number) {
  const { firstName, timeZone, sendHour, weekdaysOnly } = wishes
  return [
    note(
      db,
      sql`s.id = ${id}`,
      { action: 'changed_preferences', origin, detail: { timeZone, sendHour, weekdaysOnly } },
      now,
    ),
    db.run(sql`
      update subscribers set first_name = ${firstName}, time_zone = ${timeZone}, send_hour = ${sendHour}, weekdays_only = ${weekdaysOnly ? 1 : 0}
      where id = ${id}`),
  ] as const
}

/** The statements that pause a reader until a moment (ms). */
export function pause(db: Db, id: number, until: number, origin: Origin, now: number) {
  return [
    note(db, sql`s.id = ${id}`, { action: 'paused', origin, detail: { until } }, now),
    db.run(sql`update subscribers set paused_until = ${until} where id = ${id}`),
  ] as const
}

/** The statements that let a paused reader go on, also one whose mailbox had refused her letters for a while. */
export function goOn(db: Db, id: number, origin: Origin, now: number) {
  return [
    note(db, sql`s.id = ${id}`, { action: 'went_on', origin }, now),
    db.run(sql`update subscribers set paused_until = null where id = ${id}`),
    liftSoftBounces(db, addressOf(sql`${id}`), now),
  ] as const
}
