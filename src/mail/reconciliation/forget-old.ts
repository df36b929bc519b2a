import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'

/** For how many days the body of an event is kept, with the addresses in it: while somebody may ask what happened. */
export const EVENT_BODY_DAYS = 7

/** The query for events from before a moment (ms) that still have their body, with addresses in it. */
export function eventsWithBody(before: number, most: number): SQL {
  return sql`
    select svix_id from provider_events where (body = '') = 0 and received_at < ${before} limit ${sql.raw(String(most))}`
}

/** The statement that empties their bodies; the ids stay, so that no event counts twice. */
export function emptyEvents(db: Db, which: SQL) {
  return db.run(sql`update provider_events set body = '' where svix_id in (${which})`)
}

/** The query for events from before a moment (ms). */
export function eventsBefore(before: number, most: number): SQL {
  return sql`
    select svix_id from provider_events where (body = '') in (0, 1) and received_at < ${before} limit ${sql.raw(String(most))}`
}

/** The statement that deletes those events. */
export function forgetEvents(db: Db, which: SQL) {
  return db.run(sql`delete from provider_events where svix_id in (${which})`)
}
