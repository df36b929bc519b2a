import { type SQL, sql } from 'drizzle-orm'
import { bool, int, text } from '../../platform/columns'
import { inLocalTime } from '../../platform/local-time'
import type { Row } from '../../platform/query'
import { isTimeZone } from '../../platform/time-zone'

/**
 * The hours of a subscriber `s`; where a value is corrupt, nothing that equals it, so that only this reader does not
 * move.
 */
export const HOURS = {
  timeZone: text.orElse('')`s.time_zone`,
  sendHour: int.orElse(0)`s.send_hour`,
  weekdaysOnly: bool.orElse(false)`s.weekdays_only`,
}

/** Hours that several readers share. */
export type SharedHours = Row<typeof HOURS>

/** A lesson up to a day late is sent at once; one that is later waits for the reader's next local hour. */
export const LATE_LESSON_MS = 86_400_000

/** A tick within the hour after the reader's local hour still counts as that hour. */
export const THIS_HOUR_MS = 3_600_000

/** Whether the clock can compute with these hours. */
export function isComputable({ timeZone }: SharedHours): boolean {
  return isTimeZone(timeZone)
}

/**
 * The common table `calendar`: a row for each of these hours with what it means at this moment. It is joined by
 * `atTheirHours` over an index that the database makes on it, so that many zones cost no more than one. Hours of an
 * unknown zone have no row, and their readers do not move.
 */
export function calendar(hours: readonly SharedHours[], now: number): SQL {
  const rows = hours.filter(isComputable).map((shared) => {
    const { timeZone, sendHour, weekdaysOnly } = shared
    const { next, last, dayBegan, free } = inLocalTime(now, shared)
    return [timeZone, sendHour, +weekdaysOnly, next, dayBegan, +free, +(now - last < THIS_HOUR_MS)] as const
  })
  return tableOfHours(
    rows,
    sql`value ->> 3 as next, value ->> 4 as today, value ->> 5 as weekend, value ->> 6 as this_hour`,
  )
}

/** The common table `calendar` of rows that begin with zone, hour and weekdays; `more` are its other columns. */
export function tableOfHours(rows: readonly (readonly [string, number, number, ...number[]])[], more: SQL): SQL {
  return sql`
    calendar as materialized (
      select cast(value ->> 0 as text) as time_zone, cast(value ->> 1 as integer) as send_hour, cast(value ->> 2 as integer) as weekdays_only,
        ${more}
      from json_each(${JSON.stringify(rows)}))`
}

/** Joins `calendar c` with the hours of a subscriber `s`. */
export const atTheirHours = sql`c.time_zone = s.time_zone and c.send_hour = s.send_hour and c.weekdays_only = s.weekdays_only`
