import { sql } from 'drizzle-orm'
import { batch } from '../../platform/batch'
import { int, moment, text } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { returning } from '../../platform/query'
import { keepBack, thawWaiting, waitsInDoubt } from './keep-back'
import type { DueLetter, LetterKind } from './letter-kind'
import { GAP_MS } from './paused'

/** A sender may hold a batch this long; longer than a request to the provider may take. */
const LEASE_MS = 60_000

/**
 * A leased batch: what an earlier run froze, and since when it may have been accepted without our knowing; of one that is
 * not frozen also its rows.
 */
export type LeasedBatch = {
  frozen: string | null
  doubtSince: number | null
  attempts: number
  rows: readonly DueLetter[]
}

/**
 * Leases a batch that nobody holds, in one round trip: takes the lease, releases what has expired, puts back what
 * waits, cancels what may no longer leave, and reads the rest. Null when it is settled, leased by another, waits in
 * doubt, or sending is paused. A frozen batch is left unchanged, unless it was certainly not accepted and some of it
 * waits.
 */
export async function leaseBatch(
  db: Db,
  letterKind: LetterKind,
  batchId: string,
  lease: string,
  now: number,
): Promise<LeasedBatch | null> {
  const unfrozenAndOurs = sql`exists (select 1 from batches where id = ${batchId} and lease = ${lease} and frozen is null)`
  const free = sql`settled_at is null and coalesce(lease_until, 0) <= ${now} and not ${mustWait(now)}`
  const { taken, rows } = await batch(db, {
    thawed: thawWaiting(db, letterKind, batchId, free),
    taken: returning(
      db,
      sql`
        update batches set lease = ${lease}, lease_until = ${now + LEASE_MS}, next_try_at = ${now + LEASE_MS}, attempts = attempts + 1,
          doubt_since = case when frozen is null then null else coalesce(doubt_since, ${now}) end
        where id = ${batchId} and ${free} and not ${waitsInDoubt(letterKind, batchId, now)}`,
      { frozen: text.orNull, attempts: int, doubtSince: moment.orNull },
    ),
    released: db.run(sql`
      update deliveries set status = 'queued', batch_id = null
      where batch_id = ${batchId} and status = 'claimed' and expires_at <= ${now} and ${unfrozenAndOurs}`),
    keptBack: keepBack(db, letterKind, batchId, unfrozenAndOurs),
    cancelled: db.run(sql`
      update deliveries as d set status = 'cancelled', cancelled_at = ${now}, problem = 'no_consent'
      where d.batch_id = ${batchId} and d.status = 'claimed' and not (${letterKind.mayLeave(now)}) and ${unfrozenAndOurs}`),
    rows: letterKind.load(db, batchId, unfrozenAndOurs),
  })
  const [leased] = taken
  if (!leased) return null
  // A doubt that is as old as this moment is the one that begins now, not one from before.
  return { ...leased, doubtSince: leased.doubtSince === now ? null : leased.doubtSince, rows }
}

// After a gap a batch from before it waits until the provider was asked; what was written since is certainly new.
const mustWait = (now: number) => sql`exists (
  select 1 from outbox o where o.paused_until > ${now}
    or coalesce(o.catch_up_since, iif(o.last_tick_at < ${now - GAP_MS}, o.last_tick_at, null)) >= batches.created_at)`
