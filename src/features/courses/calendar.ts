import { type SQL, sql } from 'drizzle-orm'
import { inLocalTime } from '../../platform/local-time'
import { isTimeZone } from '../../platform/time-zone'

/** Hours that several readers share, as stored. */
export type SharedHours = { timeZone: string; sendHour: number; weekdaysOnly: number }

/** A lesson up to a day late still goes out at once; one that is later waits for the reader's next local hour. */
export const LATE_LESSON_MS = 86_400_000

/** A tick within the hour after the reader's local hour still counts as that hour. */
export const THIS_HOUR_MS = 3_600_000

/** The columns of shared hours over `subscribers s`. */
export const hoursOf = sql`s.time_zone as "timeZone", s.send_hour as "sendHour", s.weekdays_only as "weekdaysOnly"`

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
  const rows = hours.filter(isComputable).map(({ timeZone, sendHour, weekdaysOnly }) => {
    const { next, last, dayBegan, free } = inLocalTime(now, { timeZone, sendHour, weekdaysOnly: weekdaysOnly === 1 })
    return [timeZone, sendHour, weekdaysOnly, next, dayBegan, +free, +(now - last < THIS_HOUR_MS)]
  })
  return sql`
    calendar as materialized (
      select cast(value ->> 0 as text) as time_zone, cast(value ->> 1 as integer) as send_hour, cast(value ->> 2 as integer) as weekdays_only,
        value ->> 3 as next, value ->> 4 as today, value ->> 5 as weekend, value ->> 6 as this_hour
      from json_each(${JSON.stringify(rows)}))`
}

/** Joins `calendar c` with the hours of a subscriber `s`. */
export const atTheirHours = sql`c.time_zone = s.time_zone and c.send_hour = s.send_hour and c.weekdays_only = s.weekdays_only`
