import { sql } from 'drizzle-orm'
import { batch } from '../../platform/batch'
import { int, text } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { type Fault, noteFaults } from '../../platform/faults'
import { returning } from '../../platform/query'
import type { BatchResult } from './batch-lease'
import { GIVE_BACK_AFTER_MS } from './enqueue'
import type { Kind } from './schema'

/** A batch whose frozen content cannot be sent is tried again after this long. */
const TRY_AGAIN_MS = 15 * 60_000

/**
 * Splits a batch that could not be read into two smaller ones, so that in the end the delivery that is at fault is
 * alone; that one fails and is counted. A batch that is frozen may have been accepted, so it keeps its content, is
 * counted, and waits for a later try; so does a single delivery when it is not `certain` that its data is at fault.
 * Safe to call again.
 */
export async function isolateBatch(
  db: Db,
  { id, kind }: { id: string; kind: Kind | 'unknown' },
  { problem, certain }: { problem: string; certain: boolean },
  now: number,
): Promise<BatchResult> {
  const open = sql`exists (select 1 from batches where id = ${id} and settled_at is null and frozen is null)`
  const half = (name: string) =>
    db.run(sql`
      insert into batches (id, kind, created_at, next_try_at)
      select ${`${id}/${name}`}, kind, ${now}, ${now + GIVE_BACK_AFTER_MS} from batches
      where id = ${id} and settled_at is null and frozen is null
        and (select count(*) from deliveries where batch_id = ${id} and status = 'claimed') > 1
      on conflict (id) do nothing`)
  const apart = sql`exists (select 1 from batches where id = ${`${id}/b`})`
  const { failed, closed, waits } = await batch(db, {
    first: half('a'),
    second: half('b'),
    moved: db.run(sql`
      update deliveries set batch_id = ${id} || iif(h.place * 2 <= h.found, '/a', '/b')
      from (
        select id, row_number() over (order by id) as place, count(*) over () as found
        from deliveries where batch_id = ${id} and status = 'claimed') h
      where deliveries.id = h.id and h.found > 1 and ${open}`),
    failed: returning(
      db,
      sql`
      update deliveries set status = 'failed', failed_at = ${now}, problem = ${problem}
      where batch_id = ${id} and status = 'claimed' and ${certain} and ${open}`,
      { id: int },
    ),
    closed: returning(
      db,
      sql`
      update batches set settled_at = ${now}, lease = null, lease_until = null, problem = ${problem},
        refused = (select count(*) from deliveries d where d.batch_id = ${id} and d.status = 'failed')
      where id = ${id} and settled_at is null and frozen is null and (${certain} or ${apart})`,
      { id: text },
    ),
    waits: returning(
      db,
      sql`
      update batches set lease = null, lease_until = null, problem = ${problem}, next_try_at = ${now + TRY_AGAIN_MS}
      where id = ${id} and settled_at is null`,
      { id: text },
    ),
  })
  const faults: Fault[] = [
    ...waits.map(() => ({ code: 'batch', subject: id, problem }) as const),
    ...failed.map((one) => ({ code: 'letter', subject: one.id, problem }) as const),
  ]
  await noteFaults(db, faults, now)
  if (waits.length > 0) return { result: 'try_again', afterMs: TRY_AGAIN_MS, reason: problem }
  if (closed.length === 0) return { result: 'nothing_to_do' }
  if (failed.length > 0) return { result: 'settled', accepted: 0, refused: failed.length }
  return { result: 'split', into: ['a', 'b'].map((name) => ({ id: `${id}/${name}`, kind })) }
}
