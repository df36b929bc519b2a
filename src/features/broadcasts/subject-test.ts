import { sql } from 'drizzle-orm'
import { int, moment, oneOf, text } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { select } from '../../platform/query'
import { SUBJECTS } from './schema'
import { MIN_EACH_SIDE } from './test-size'

/** A second subject, on how many readers of a hundred, and when it is decided. */
export type SubjectTest = { subject: string; share: number; decideAfterMs: number }

/** Of a hundred readers, how many a test may take, and how many it takes by default. */
export const SHARES = [20, 30, 40, 50] as const
export const DEFAULT_SHARE = 20

/** After how many hours a test may be decided, and after how many by default. */
export const DECIDE_HOURS = [1, 2, 4, 8, 24] as const
export const DEFAULT_DECIDE_HOURS = 4

/** How many readers get each of the two subjects. */
export const eachSide = (readers: number, share: number) => Math.floor((readers * share) / 200)

/** Whether a test among so many readers could tell anything. */
export const isLargeEnough = (readers: number, share: number) => eachSide(readers, share) >= MIN_EACH_SIDE

/** The statement that gives a draft a second subject to try, or none. */
export function setSubjectTest(db: Db, id: number, test: SubjectTest | null) {
  const isDraft = sql`exists (select 1 from broadcasts b where b.id = ${id} and b.status = 'draft')`
  if (!test) return db.run(sql`delete from subject_tests where broadcast_id = ${id} and ${isDraft}`)
  const { subject, share, decideAfterMs } = test
  return db.run(sql`
    insert into subject_tests (broadcast_id, subject, share, decide_after_ms)
    select ${id}, ${subject}, ${share}, ${decideAfterMs} where ${isDraft}
    on conflict (broadcast_id) do update set subject = excluded.subject, share = excluded.share, decide_after_ms = excluded.decide_after_ms`)
}

/** The query for the test of a broadcast: one row at most. */
export function readSubjectTest(db: Db, id: number) {
  const columns = {
    subject: text,
    share: int,
    decideAfterMs: int,
    testedAt: moment.orNull,
    decideAt: moment.orNull,
    winner: oneOf(SUBJECTS).orNull,
    decidedAt: moment.orNull,
    trial: text.orNull,
  }
  return select(db, columns, sql`from subject_tests where broadcast_id = ${id}`)
}
