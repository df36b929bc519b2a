import { sql } from 'drizzle-orm'
import { batch } from '../../platform/batch'
import type { Db } from '../../platform/db'
import type { SendOutcome } from '../provider'
import type { BatchLease, BatchResult } from './batch-lease'
import { noteDailyQuota } from './daily-quota'
import type { Frozen } from './freeze'
import { pauseOutbox } from './pause'
import { settle } from './settle'
import { dissolve, split } from './split'

/** Records the provider's answer to a batch. */
export async function record(
  db: Db,
  now: number,
  batchLease: BatchLease,
  frozen: Frozen,
  outcome: SendOutcome,
): Promise<BatchResult> {
  switch (outcome.outcome) {
    case 'accepted':
      return settle(db, now, batchLease, frozen, outcome)
    case 'accepted_before':
      return settle(db, now, batchLease, frozen, { ids: [], refused: new Map() })
    case 'refused':
      if (frozen.letters.length === 1)
        return settle(db, now, batchLease, frozen, { ids: [], refused: new Map([[0, outcome.reason]]) })
      return split(db, now, batchLease, frozen)
    case 'retry':
      return giveBack(db, now, batchLease, outcome)
    case 'stopped':
      await batch(db, {
        paused: pauseOutbox(db, now, outcome),
        counted: noteDailyQuota(db, outcome.until === 'tomorrow' ? true : undefined, now),
        dissolved: dissolve(db, batchLease),
        closed: giveBackOrClose(db, now, batchLease, outcome.reason),
      })
      return { result: 'stopped', reason: outcome.reason }
  }
}

/** Releases a batch for a later try under the same key; a certain refusal leaves no doubt. */
async function giveBack(
  db: Db,
  now: number,
  batchLease: BatchLease,
  { certain, afterMs, reason }: SendOutcome & { outcome: 'retry' },
): Promise<BatchResult> {
  const delay = afterMs ?? Math.min(15_000 * 2 ** batchLease.attempts, 3_600_000)
  const doubt = certain ? sql`${batchLease.doubtSince}` : sql`doubt_since`
  await db.run(sql`
    update batches set lease = null, lease_until = null, next_try_at = ${now + delay}, doubt_since = ${doubt}, problem = ${reason}
    where id = ${batchLease.id} and lease = ${batchLease.lease}`)
  return { result: 'try_again', afterMs: delay, reason }
}

// A batch that may have been accepted earlier waits unchanged; one that certainly was not has been dissolved and is
// closed.
function giveBackOrClose(db: Db, now: number, { id, lease, doubtSince }: BatchLease, reason: string) {
  return db.run(sql`
    update batches set lease = null, lease_until = null, problem = ${reason}, doubt_since = ${doubtSince},
      settled_at = case when ${doubtSince} is null then ${now} end,
      frozen = case when ${doubtSince} is null then '' else frozen end
    where id = ${id} and lease = ${lease}`)
}
