import { sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'
import { GAP_MS } from './paused'
import type { KeyProblem } from './schema'

/** How the outbox fares; moments and durations in ms. */
export type Health = {
  lastTickAt: number | null
  /** Letters that should have left by now, counted up to ten thousand, and since when the oldest. */
  due: number
  oldestDueAt: number | null
  /** What the provider refused in the last 24 hours, and what waits too long and is held for the practitioner's word. */
  failed: number
  held: number
  /** Until when nothing leaves because the provider told us to stop; and whether it is still to be asked what it has. */
  pausedUntil: number | null
  catchingUp: number
  /** What is wrong with our key there; null when nothing is. */
  keyProblem: KeyProblem | null
  /** What the last minute saw: letters accepted, letters given back for another try, the latest letter. */
  sent: number
  retrying: number
  lateMs: number | null
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const WATCH_EVERY_MS = 15 * MINUTE_MS
const ENOUGH = sql.raw('10000')

/** The query for when the last tick ran, which tells nothing of anybody: one row at most. */
export function readLastTick(db: Db) {
  return db.all<Pick<Health, 'lastTickAt'>>(sql`select last_tick_at as "lastTickAt" from outbox where id = 1`)
}

/**
 * The query for how the outbox fares: one row. SQLite keeps the order of a cross join (sqlite.org/optoverview.html): the
 * few open batches first, then their letters.
 */
export function readHealth(db: Db, now: number) {
  const waiting = sql`
    select due_at from deliveries where status = 'queued' and due_at <= ${now} and (expires_at is null or expires_at > ${now})`
  const underway = sql`
    select d.due_at from batches b cross join deliveries d on d.batch_id = b.id where b.settled_at is null and d.status = 'claimed'`
  const lately = sql`settled_at > ${now - MINUTE_MS}`
  return db.all<Health>(sql`
    select
      (select last_tick_at from outbox where id = 1) as "lastTickAt",
      (select key_problem from outbox where id = 1) as "keyProblem",
      (select count(*) from (${waiting} limit ${ENOUGH})) + (select count(*) from (${underway} limit ${ENOUGH})) as due,
      (select min(due_at) from (select min(due_at) as due_at from (${waiting} order by due_at limit 1)
        union all select min(due_at) from (${underway} limit ${ENOUGH}))) as "oldestDueAt",
      (select count(*) from deliveries where failed_at > ${now - DAY_MS}) as failed,
      (select count(*) from (
        select 1 from deliveries where status = 'queued' and expires_at <= ${now} and kind = 'broadcast' limit ${ENOUGH})) as held,
      (select paused_until from outbox where id = 1 and paused_until > ${now}) as "pausedUntil",
      exists (select 1 from outbox where id = 1 and catch_up_since is not null) as "catchingUp",
      (select coalesce(sum(accepted), 0) from batches where ${lately}) as sent,
      (select count(*) from batches b cross join deliveries d on d.batch_id = b.id
        where b.settled_at is null and b.attempts > 0 and b.lease is null and d.status = 'claimed') as retrying,
      (select max(late_ms) from batches where ${lately}) as "lateMs"`)
}

/** Whether this tick is one that watches for what the practitioner must hear; to be asked before `recordHeartbeat` notes it. */
export const watchIsDue = (now: number) =>
  sql`(coalesce(watched_at, 0) <= ${now - WATCH_EVERY_MS} or watched_at > ${now})`

/** What a tick begins with: the gap it has to catch up on, the key at the provider, and whether it is time to watch. */
export type Heartbeat = {
  catchUpSince: number | null
  keyName: string | null
  keyProblem: KeyProblem | null
  watches: number
}

/**
 * The statement that notes that a tick ran. After a long gap it also notes that the provider is to be asked first, and
 * each quarter of an hour that it is time to watch for what the practitioner must hear.
 */
export function recordHeartbeat(db: Db, now: number) {
  return db.all<Heartbeat>(sql`
    insert into outbox (id, last_tick_at) values (1, ${now}) on conflict (id) do update set
      catch_up_since = case when last_tick_at < ${now - GAP_MS} then coalesce(catch_up_since, last_tick_at) else catch_up_since end,
      catch_up_after = case when last_tick_at < ${now - GAP_MS} then null else catch_up_after end,
      catch_up_at = case when last_tick_at < ${now - GAP_MS} or catch_up_since is not null then coalesce(catch_up_at, ${now}) end,
      watched_at = case when ${watchIsDue(now)} then ${now} else watched_at end,
      last_tick_at = excluded.last_tick_at
    returning catch_up_since as "catchUpSince", key_name as "keyName", key_problem as "keyProblem", watched_at = ${now} as "watches"`)
}
