import { sql } from 'drizzle-orm'
import { moment, text } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { select } from '../../platform/query'

/** The query for the gap that is still to be caught up on, and how far that went: one row at most, moments in ms. */
export function readGap(db: Db, now: number) {
  const columns = {
    since: moment`catch_up_since`,
    noticedAt: moment`coalesce(catch_up_at, ${now})`,
    after: text.orNull`catch_up_after`,
  }
  return select(db, columns, sql`from outbox where id = 1 and catch_up_since is not null`)
}

/** The statement that notes the mail up to which the provider's list was read. */
export function moveThroughGap(db: Db, after: string) {
  return db.run(sql`update outbox set catch_up_after = ${after} where id = 1`)
}

/** The statement that closes the gap, so that letters leave again. */
export function closeGap(db: Db) {
  return db.run(sql`update outbox set catch_up_since = null, catch_up_after = null, catch_up_at = null where id = 1`)
}
