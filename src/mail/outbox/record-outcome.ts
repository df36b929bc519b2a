import { sql } from 'drizzle-orm'
import { batch } from '../../platform/batch'
import type { Db } from '../../platform/db'
import type { SendOutcome } from '../provider'
import { noteDailyQuota } from './daily-quota'
import type { Frozen } from './freeze'
import { pauseOutbox } from './pause'
import type { Kind } from './schema'
import { settle } from './settle'
import { dissolve, split } from './split'

/** A batch as its sender holds it; `doubtSince` is the doubt from before this attempt. */
export type BatchLease = { id: string; kind: Kind; lease: string; attempts: number; doubtSince: number | null }

/** The result of one try of a batch. */
export type Result =
  | { result: 'nothing_to_do' }
  | { result: 'settled'; accepted: number; refused: number }
  | { result: 'split'; into: readonly { id: string; kind: Kind | 'unknown' }[] }
  | { result: 'try_again'; afterMs: number; reason?: string }
  | { result: 'stopped'; reason: string }

/** Records the provider's answer to a batch. */
export async function record(
  db: Db,
  now: number,
  batchLease: BatchLease,
  frozen: Frozen,
  outcome: SendOutcome,
): Promise<Result> {
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
): Promise<Result> {
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
