import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'

/** For how long an event keeps what it said, addresses among it: while somebody may still ask what happened. */
export const EVENT_BODY_DAYS = 7

/** The query for events from before a moment (ms) that still hold what came, addresses among it. */
export function eventsWithBody(before: number, most: number): SQL {
  return sql`
    select svix_id from provider_events where (body = '') = 0 and received_at < ${before} limit ${sql.raw(String(most))}`
}

/** The statement that empties those events; that they came is still known, so that none counts twice. */
export function emptyEvents(db: Db, which: SQL) {
  return db.run(sql`update provider_events set body = '' where svix_id in (${which})`)
}

/** The query for events from before a moment (ms). */
export function eventsBefore(before: number, most: number): SQL {
  return sql`
    select svix_id from provider_events where (body = '') in (0, 1) and received_at < ${before} limit ${sql.raw(String(most))}`
}

/** The statement that forgets those events. */
export function forgetEvents(db: Db, which: SQL) {
  return db.run(sql`delete from provider_events where svix_id in (${which})`)
}
