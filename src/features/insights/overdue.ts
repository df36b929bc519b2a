import { sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'
import { faultsSince } from '../../platform/faults'

/** What should have happened this long ago, and could have, is overdue. */
export const OVERDUE_MS = 15 * 60_000

const DAY_MS = 86_400_000
const ENOUGH = sql.raw('10000')

/** How many enrolments no tick has moved although they are overdue, counted up to ten thousand: a scalar. */
export const overdueEnrolments = (now: number) =>
  sql`(select count(*) from (select 1 from enrolments where next_due_at <= ${now - OVERDUE_MS} limit ${ENOUGH}))`

/** How many broadcasts are overdue and not written to everybody: a scalar. */
export const overdueBroadcasts = (now: number) => sql`(
  select count(*) from broadcasts where status in ('scheduled', 'sending') and scheduled_at <= ${now - OVERDUE_MS} and fanned_out_at is null)`

/** The query for what is overdue before it is in the outbox, and for what failed alone in the last 24 hours: one row. */
export function readOverdue(db: Db, now: number) {
  return db.all<{ overdueEnrolments: number; overdueBroadcasts: number; faults: number }>(sql`
    select ${overdueEnrolments(now)} as "overdueEnrolments", ${overdueBroadcasts(now)} as "overdueBroadcasts",
      ${faultsSince(now - DAY_MS)} as faults`)
}
