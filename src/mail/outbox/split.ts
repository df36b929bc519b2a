import { sql } from 'drizzle-orm'
import { batch } from '../../platform/batch'
import type { Db } from '../../platform/db'
import type { BatchLease, BatchResult } from './batch-lease'
import { GIVE_BACK_AFTER_MS } from './enqueue'
import type { Frozen } from './freeze'

/**
 * Puts the letters of a batch that was refused as a whole into two smaller ones, so that in the end only the bad one
 * fails.
 */
export async function split(
  db: Db,
  now: number,
  { id, kind, lease }: BatchLease,
  frozen: Frozen,
): Promise<BatchResult> {
  const middle = Math.ceil(frozen.letters.length / 2)
  const halves = [
    { id: `${id}/a`, letters: frozen.letters.slice(0, middle) },
    { id: `${id}/b`, letters: frozen.letters.slice(middle) },
  ]
  const fill = (half: (typeof halves)[number]) => [
    db.run(sql`
      insert into batches (id, kind, created_at, next_try_at)
      select ${half.id}, ${kind}, ${now}, ${now + GIVE_BACK_AFTER_MS}
      where exists (select 1 from batches where id = ${id} and lease = ${lease} and settled_at is null)
      on conflict (id) do nothing`),
    db.run(sql`
      update deliveries set batch_id = ${half.id}
      where id in (select value from json_each(${JSON.stringify(half.letters.map((letter) => letter.id))}))
        and status = 'claimed' and batch_id = ${id} and exists (select 1 from batches where id = ${half.id})`),
  ]
  await batch(db, {
    filled: halves.flatMap(fill),
    closed: db.run(sql`
      update batches set settled_at = ${now}, lease = null, lease_until = null, problem = 'split', frozen = ''
      where id = ${id} and lease = ${lease}`),
  })
  return { result: 'split', into: halves.map((half) => ({ id: half.id, kind })) }
}

/** The statement that releases the letters of a batch, when certainly not accepted; a batch in doubt keeps them. */
export function dissolve(db: Db, { id, lease, doubtSince }: BatchLease) {
  return db.run(sql`
    update deliveries set status = 'queued', batch_id = null
    where batch_id = ${id} and status = 'claimed' and ${doubtSince} is null
      and exists (select 1 from batches where id = ${id} and lease = ${lease})`)
}
