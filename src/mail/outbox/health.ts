import { sql } from 'drizzle-orm'
import { bool, int, moment, oneOf, text } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { returning, select } from '../../platform/query'
import { GAP_MS } from './paused'
import { KEY_PROBLEMS } from './schema'
import { countUnfilled } from './write-again'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const WATCH_EVERY_MS = 15 * MINUTE_MS
const ENOUGH = sql.raw('10000')

/** The query for when the last tick ran, which is no personal data: one row at most. */
export function readLastTick(db: Db) {
  return select(db, { lastTickAt: moment.orNull }, sql`from outbox where id = 1`)
}

/**
 * The query for the health of the outbox: one row. SQLite keeps the order of a cross join
 * (sqlite.org/optoverview.html): the few open batches first, then their letters. A corrupt row does not hide the
 * others.
 */
export function readHealth(db: Db, now: number) {
  const waiting = sql`
    select due_at from deliveries where status = 'queued' and due_at <= ${now} and (expires_at is null or expires_at > ${now})`
  const ofOpen = sql`batches b cross join deliveries d on d.batch_id = b.id where b.settled_at is null`
  const underway = sql`select d.due_at from ${ofOpen} and d.status = 'claimed'`
  const lately = sql`settled_at > ${now - MINUTE_MS}`
  return select(db, {
    lastTickAt: moment.orNull`(select last_tick_at from outbox where id = 1)`,
    /** What is wrong with our key at the provider; null when nothing is. */
    keyProblem: oneOf(KEY_PROBLEMS).orNull`(select key_problem from outbox where id = 1)`,
    /** Letters that should have left by now, counted up to ten thousand, and since when (ms) the oldest. */
    due: int`(select count(*) from (${waiting} limit ${ENOUGH})) + (select count(*) from (${underway} limit ${ENOUGH}))`,
    oldestDueAt: moment.orNull`(select min(due_at) from (select min(due_at) as due_at from (${waiting} order by due_at limit 1)
      union all select min(due_at) from (${underway} limit ${ENOUGH})))`,
    /** What the provider refused in the last 24 hours, and what waited too long and is held for a decision. */
    failed: int`(select count(*) from deliveries where failed_at > ${now - DAY_MS})`,
    held: int`(select count(*) from (
      select 1 from deliveries where status = 'queued' and expires_at <= ${now} and kind = 'broadcast' limit ${ENOUGH}))`,
    /** Letters whose template could not be filled, which wait for a corrected one. */
    unfilled: int`${countUnfilled}`,
    /** Until when (ms) sending is paused; and whether the provider is still to be asked what it has. */
    pausedUntil: moment.orNull`(select paused_until from outbox where id = 1 and paused_until > ${now})`,
    catchingUp: bool`exists (select 1 from outbox where id = 1 and catch_up_since is not null)`,
    /** In the last minute: letters accepted, letters released for another try, how late the latest was (ms). */
    sent: int.orElse(0)`(select coalesce(sum(accepted), 0) from batches where ${lately})`,
    retrying: int`(select count(*) from ${ofOpen} and b.attempts > 0 and b.lease is null and d.status = 'claimed')`,
    lateMs: int.orElse(null)`(select max(late_ms) from batches where ${lately})`,
  })
}

/** Whether this tick checks for alerts; must run before `recordHeartbeat` records that. */
export const watchIsDue = (now: number) =>
  sql`(coalesce(watched_at, 0) <= ${now - WATCH_EVERY_MS} or watched_at > ${now})`

/** What a tick begins with: the gap to catch up on, the key at the provider, and whether to check for alerts. */
export type Heartbeat = Awaited<ReturnType<typeof recordHeartbeat>>[number]

/**
 * The statement that records that a tick ran. After a long gap it also records that the provider is to be asked first,
 * and every quarter of an hour that alerts are to be checked.
 */
export function recordHeartbeat(db: Db, now: number) {
  const heartbeat = sql`
    insert into outbox (id, last_tick_at) values (1, ${now}) on conflict (id) do update set
      catch_up_since = case when last_tick_at < ${now - GAP_MS} then coalesce(catch_up_since, last_tick_at) else catch_up_since end,
      catch_up_after = case when last_tick_at < ${now - GAP_MS} then null else catch_up_after end,
      catch_up_at = case when last_tick_at < ${now - GAP_MS} or catch_up_since is not null then coalesce(catch_up_at, ${now}) end,
      watched_at = case when ${watchIsDue(now)} then ${now} else watched_at end,
      last_tick_at = excluded.last_tick_at`
  return returning(db, heartbeat, {
    catchUpSince: moment.orNull,
    keyName: text.orNull,
    keyProblem: oneOf(KEY_PROBLEMS).orNull,
    watches: bool`watched_at is ${now}`,
  })
}
