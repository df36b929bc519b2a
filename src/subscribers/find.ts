import { sql } from 'drizzle-orm'
import { SUPPRESSION_REASONS, type SuppressionReason } from '../mail/suppressions/schema'
import { bool, int, moment, oneOf, text } from '../platform/columns'
import type { Db } from '../platform/db'
import type { Hours } from '../platform/local-time'
import { select } from '../platform/query'
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

/** The subscriber with this id, or null. */
export async function findSubscriber(db: Db, id: number): Promise<Subscriber | null> {
  const reason = sql`(select reason from suppressions where email = lower(s.email))`
  const columns = {
    id: int,
    email: text,
    firstName: text,
    // A corrupt zone is corrected when a lesson is due; until then the pages must open.
    timeZone: text.orElse('UTC'),
    zoneAssumedAt: moment.orNull,
    sendHour: int,
    weekdaysOnly: bool,
    confirmedAt: moment.orNull,
    unsubscribedAt: moment.orNull,
    pausedUntil: moment.orNull,
    suppressed: oneOf(SUPPRESSION_REASONS).orNull`case when ${isSuppressed} then ${reason} end`,
  }
  const [row] = await select(db, columns, sql`from subscribers s where s.id = ${id}`)
  return row ? { ...row, timeZone: readTimeZone(row.timeZone) ?? 'UTC' } : null
}

/** Whether this is a reader now: confirmed and not unsubscribed. */
export function isReader({ confirmedAt, unsubscribedAt }: Pick<Subscriber, 'confirmedAt' | 'unsubscribedAt'>): boolean {
  return confirmedAt !== null && unsubscribedAt === null
}
