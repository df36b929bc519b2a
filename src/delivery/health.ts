import { sql } from 'drizzle-orm'
import type { Db } from '../platform/db'

export type Health = { lastTickAt: number | null; due: number; oldestDueAt: number | null; failed: number }

const DAY_MS = 86_400_000

/** How the outbox fares: what should have left by now, since when (ms), and what the provider refused in the last 24 hours. */
export async function readHealth(db: Db, now: number): Promise<Health> {
  // SQLite keeps the order of a cross join (sqlite.org/optoverview.html): the few open batches first, then their letters.
  const [health] = await db.all<Health>(sql`
    select
      (select last_tick_at from outbox where id = 1) as "lastTickAt",
      (select count(*) from deliveries where status = 'queued' and due_at <= ${now})
        + (select count(*) from batches b cross join deliveries d on d.batch_id = b.id where b.settled_at is null and d.status = 'claimed') as due,
      (select min(due_at) from (
        select min(due_at) as due_at from deliveries where status = 'queued' and due_at <= ${now}
        union all
        select min(d.due_at) from batches b cross join deliveries d on d.batch_id = b.id where b.settled_at is null and d.status = 'claimed'
      )) as "oldestDueAt",
      (select count(*) from deliveries where failed_at > ${now - DAY_MS}) as failed`)
  return health ?? { lastTickAt: null, due: 0, oldestDueAt: null, failed: 0 }
}

/** The statement that notes that a tick ran. */
export function beat(db: Db, now: number) {
  return db.run(sql`
    insert into outbox (id, last_tick_at) values (1, ${now}) on conflict (id) do update set last_tick_at = excluded.last_tick_at`)
}
