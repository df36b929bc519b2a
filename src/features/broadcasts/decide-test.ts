import { sql } from 'drizzle-orm'
import { readCounts } from '../../mail/counts/read'
import { stillToLeave } from '../../mail/outbox/still-to-leave'
import { batch } from '../../platform/batch'
import { int } from '../../platform/columns'
import { type Db, isAboutData } from '../../platform/db'
import { noteFaults } from '../../platform/faults'
import { problemOf } from '../../platform/isolate'
import { select } from '../../platform/query'
import { BROADCASTS, HOLD_AFTER_MS } from './broadcast-source'
import { clicksOf } from './clicks-of'
import { letterKey } from './got-letter'
import { judge, type Trial } from './judge-test'
import { PART_A, PART_B } from './test-part'

/** The query for broadcasts whose test of two subjects is to be decided: its time is over, and its letters have left. */
export function testsToDecide(db: Db, now: number) {
  return select(
    db,
    { id: int`t.broadcast_id` },
    sql`
    from subject_tests t join broadcasts b on b.id = t.broadcast_id
    where t.winner is null and t.decide_at <= ${now} and b.status = 'sending'
      and (t.decide_at <= ${now - HOLD_AFTER_MS} or not exists (${stillToLeave(BROADCASTS, sql`b.id`)}))`,
  )
}

/**
 * Decides tests by the people who clicked; everyone else gets the subject that won. A test whose clicks cannot be read
 * is counted as a fault, and subject A goes. Returns whether there were any.
 */
export async function decideTests(db: Db, tests: readonly { id: number }[], now: number): Promise<boolean> {
  for (const { id } of tests) {
    try {
      await decide(db, id, await readTrial(db, id), now)
    } catch (error) {
      if (!isAboutData(error)) throw error
      await noteFaults(db, [{ code: 'broadcast', subject: id, problem: problemOf(error) }], now)
      await decide(db, id, null, now)
    }
  }
  return tests.length > 0
}

/** What a test has found by now. */
export async function readTrial(db: Db, id: number): Promise<Trial> {
  const { counts, clicked } = await batch(db, {
    counts: readCounts(db, BROADCASTS.source, id),
    clicked: select(
      db,
      { part: int, people: int`count(distinct d.subscriber_id)` },
      sql`
      from (${clicksOf(sql`${id}`)}) k
        cross join deliveries d on d.dedupe_key = ${letterKey(sql`${id}`, sql`k.subscriber_id`)}
      where d.part in (${PART_A}, ${PART_B}) and k.clicked_at >= d.sent_at group by d.part`,
    ),
  })
  const side = (part: number) => ({
    sent: counts.find((one) => one.part === part)?.sent ?? 0,
    clicked: clicked.find((one) => one.part === part)?.people ?? 0,
  })
  return { a: side(PART_A), b: side(PART_B) }
}

async function decide(db: Db, id: number, trial: Trial | null, now: number): Promise<void> {
  await db.run(sql`
    update subject_tests set winner = ${trial ? judge(trial).winner : 'a'}, decided_at = ${now}, trial = ${trial && JSON.stringify(trial)}
    where broadcast_id = ${id} and winner is null
      and exists (select 1 from broadcasts b where b.id = ${id} and b.status = 'sending')`)
}
