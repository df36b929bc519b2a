import { sql } from 'drizzle-orm'
import type { SuppressionReason } from '../mail/suppressions/schema'
import type { Db } from '../platform/db'
import type { Hours } from '../platform/local-time'
import { readTimeZone } from '../platform/time-zone'
import { isSuppressed } from './active'

/** A subscriber as the reader's own pages show them. */
export type Subscriber = Hours & {
  id: number
  email: string
  firstName: string
  /** Since when the practitioner's zone is used because the subscriber's is unknown. */
  zoneAssumedAt: number | null
  confirmedAt: number | null
  unsubscribedAt: number | null
  pausedUntil: number | null
  suppressed: SuppressionReason | null
}

type Row = Omit<Subscriber, 'weekdaysOnly'> & { weekdaysOnly: number }

/** The subscriber with this id, or null. */
export async function findSubscriber(db: Db, id: number): Promise<Subscriber | null> {
  const [row] = await db.all<Row>(sql`
    select s.id, s.email, s.first_name as "firstName", s.time_zone as "timeZone",
      s.zone_assumed_at as "zoneAssumedAt", s.send_hour as "sendHour",
      s.weekdays_only as "weekdaysOnly", s.confirmed_at as "confirmedAt", s.unsubscribed_at as "unsubscribedAt",
      s.paused_until as "pausedUntil",
      case when ${isSuppressed} then (select reason from suppressions where email = lower(s.email)) end as suppressed
    from subscribers s where s.id = ${id}`)
  if (!row) return null
  // A corrupt zone is corrected when a lesson is due; until then the pages must open.
  return { ...row, timeZone: readTimeZone(String(row.timeZone)) ?? 'UTC', weekdaysOnly: row.weekdaysOnly === 1 }
}
