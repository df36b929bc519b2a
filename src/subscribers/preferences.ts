import { type SQL, sql } from 'drizzle-orm'
import { liftSoftBounces } from '../mail/suppressions/lift'
import { int } from '../platform/columns'
import type { Db, Statement } from '../platform/db'
import { localDayAround } from '../platform/local-time'
import { select } from '../platform/query'
import { isSoftlySuppressed } from './active'
import { addressOf } from './address-book'
import type { Subscriber } from './find'
import { note, type Origin, wasNoted } from './ledger'

/** What a reader may set. */
export type Preferences = Pick<Subscriber, 'firstName' | 'timeZone' | 'sendHour' | 'weekdaysOnly'>

/**
 * A change that a reader makes to the own preferences. It is made when its line is in the ledger. There is a line only
 * when it changes something and the limit of the day is not reached. `made` is that condition, for what follows from
 * it.
 */
export type Change = { statements: readonly [Statement, ...Statement[]]; made: SQL }

type Who = Pick<Subscriber, 'id' | 'timeZone'>

const DAY_MS = 86_400_000
const MAX_A_DAY = 30

/** The query that has a row when this reader has reached the limit of changes within a day. */
export function findTooManyChanges(db: Db, id: number, now: number) {
  return select(db, { id: int }, sql`from subscribers s where s.id = ${id} and not ${mayChange(now)}`)
}

/** Stores a reader's preferences; with `zoneTold` the zone is one that the reader has seen and kept, or chosen. */
export function savePreferences(
  db: Db,
  { id }: Who,
  wishes: Preferences & { zoneTold: boolean },
  origin: Origin,
  now: number,
): Change {
  const { firstName, timeZone, sendHour, weekdaysOnly, zoneTold } = wishes
  const weekdays = weekdaysOnly ? 1 : 0
  const differs = sql`(s.first_name <> ${firstName} or s.time_zone <> ${timeZone} or s.send_hour <> ${sendHour}
    or s.weekdays_only <> ${weekdays} or ${zoneTold ? sql`s.zone_assumed_at is not null` : sql`false`})`
  const detail = { timeZone, sendHour, weekdaysOnly }
  return change(db, id, differs, { action: 'changed_preferences', origin, detail }, now, (made) => [
    db.run(sql`
      update subscribers set first_name = ${firstName}, time_zone = ${timeZone}, send_hour = ${sendHour}, weekdays_only = ${weekdays},
        zone_assumed_at = ${zoneTold ? null : sql`zone_assumed_at`}
      where id = ${id} and ${made}`),
  ])
}

/** Pauses a reader until a moment (ms); a pause that ends on the same local day already is left as it is. */
export function pause(db: Db, { id, timeZone }: Who, until: number, origin: Origin, now: number): Change {
  const { from, to } = localDayAround(until, timeZone)
  const differs = sql`not (coalesce(s.paused_until, 0) >= ${from} and coalesce(s.paused_until, 0) < ${to})`
  return change(db, id, differs, { action: 'paused', origin, detail: { until } }, now, (made) => [
    db.run(sql`update subscribers set paused_until = ${until} where id = ${id} and ${made}`),
  ])
}

/** Ends the pause of a reader, also of one whose mailbox had refused letters for a while. */
export function goOn(db: Db, { id }: Who, origin: Origin, now: number): Change {
  const rests = sql`(s.paused_until > ${now} or ${isSoftlySuppressed})`
  return change(db, id, rests, { action: 'went_on', origin }, now, (made) => [
    db.run(sql`update subscribers set paused_until = null where id = ${id} and ${made}`),
    liftSoftBounces(db, addressOf(sql`(select ${id} where ${made})`), now),
  ])
}

function change(
  db: Db,
  id: number,
  differs: SQL,
  entry: Parameters<typeof note>[2],
  now: number,
  follows: (made: SQL) => Statement[],
): Change {
  const made = wasNoted(id, entry, now)
  const who = sql`s.id = ${id} and ${differs} and ${mayChange(now)}`
  return { statements: [note(db, who, entry, now), ...follows(made)], made }
}

// The limit is counted in the ledger, which holds every change that was made.
function mayChange(now: number): SQL {
  return sql`(select count(*) from (
    select 1 from consents c where c.subscriber_id = s.id and c.at > ${now - DAY_MS}
    limit ${sql.raw(String(MAX_A_DAY))})) < ${MAX_A_DAY}`
}
