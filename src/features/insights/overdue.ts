import type { SQL } from 'drizzle-orm'
import { int } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { faultsSince } from '../../platform/faults'
import { select } from '../../platform/query'

/** What should have happened this long ago, and could have, is overdue. */
export const OVERDUE_MS = 15 * 60_000

const DAY_MS = 86_400_000

/** How many of each were due before a moment (ms) and are not in the outbox: scalars, from those who know them. */
export type DueBefore = Readonly<Record<'enrolments' | 'broadcasts', (before: number) => SQL>>

/** The query for what is overdue before it is in the outbox, and for what failed alone in the last 24 hours: one row. */
export function readOverdue(db: Db, dueBefore: DueBefore, now: number) {
  return select(db, {
    overdueEnrolments: int`${dueBefore.enrolments(now - OVERDUE_MS)}`,
    overdueBroadcasts: int`${dueBefore.broadcasts(now - OVERDUE_MS)}`,
    faults: int`${faultsSince(now - DAY_MS)}`,
  })
}
