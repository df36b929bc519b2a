import { sql } from 'drizzle-orm'
import type { Db } from '../platform/db'
import { GAP_MS } from './catch-up'

export type Health = {
  lastTickAt: number | null
  due: number
  oldestDueAt: number | null
  failed: number
  held: number
  lateMs: number | null
}

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** How the outbox fares: what should have left by now, since when (ms), what the provider
 * refused in the last 24 hours, what is held for the practitioner's word, and how late letters left in the last minute. */
export async function readHealth(db: Db, now: number): Promise<Health> {
  const [health] = await db.all<Health>(sql`
    select
      (select last_tick_at from outbox where id = 1) as "lastTickAt",
      (select count(*) from deliveries where status = 'queued' and due_at <= ${now} and (expires_at is null or expires_at > ${now}))
        + (select count(*) from batches b join deliveries d on d.batch_id = b.id where b.settled_at is null and d.status = 'claimed') as due,
      (select min(due_at) from (
        select min(due_at) as due_at from deliveries where status = 'queued' and due_at <= ${now} and (expires_at is null or expires_at > ${now})
        union all
        select min(d.due_at) from batches b join deliveries d on d.batch_id = b.id where b.settled_at is null and d.status = 'claimed'
      )) as "oldestDueAt",
      (select count(*) from deliveries where failed_at > ${now - DAY_MS}) as failed,
      (select count(*) from deliveries where status = 'queued' and expires_at <= ${now} and kind = 'broadcast') as held,
      (select max(late_ms) from batches where settled_at > ${now - MINUTE_MS}) as "lateMs"`)
  return health ?? { lastTickAt: null, due: 0, oldestDueAt: null, failed: 0, held: 0, lateMs: null }
}

/** The statement that notes that a tick ran; after a long gap it also notes that the provider is to be asked first. */
export function beat(db: Db, now: number) {
  return db.all<{ catchUpSince: number | null; watch: number }>(sql`
    insert into outbox (id, last_tick_at) values (1, ${now}) on conflict (id) do update set
      catch_up_since = case when last_tick_at < ${now - GAP_MS} then coalesce(catch_up_since, last_tick_at) else catch_up_since end,
      catch_up_after = case when last_tick_at < ${now - GAP_MS} then null else catch_up_after end,
      watched_at = case when ${watchDue(now)} then ${now} else watched_at end,
      last_tick_at = excluded.last_tick_at
    returning catch_up_since as "catchUpSince", watched_at = last_tick_at as watch`)
}

const WATCH_EVERY_MS = 15 * MINUTE_MS

// Also when the clock was turned back, as in development.
const watchDue = (now: number) => sql`coalesce(watched_at, 0) <= ${now - WATCH_EVERY_MS} or watched_at > ${now}`
