import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'
import { faultsSince } from '../../platform/faults'

/** What should have happened this long ago, and could have, is overdue. */
export const OVERDUE_MS = 15 * 60_000

const DAY_MS = 86_400_000

/** How many of each were due before a moment (ms) and are not in the outbox: scalars, from those who know them. */
export type DueBefore = Readonly<Record<'enrolments' | 'broadcasts', (before: number) => SQL>>

/** The query for what is overdue before it is in the outbox, and for what failed alone in the last 24 hours: one row. */
export function readOverdue(db: Db, dueBefore: DueBefore, now: number) {
  return db.all<{ overdueEnrolments: number; overdueBroadcasts: number; faults: number }>(sql`
    select ${dueBefore.enrolments(now - OVERDUE_MS)} as "overdueEnrolments",
      ${dueBefore.broadcasts(now - OVERDUE_MS)} as "overdueBroadcasts", ${faultsSince(now - DAY_MS)} as faults`)
}
