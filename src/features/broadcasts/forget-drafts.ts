import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'
import { forgetLinks } from './links/where-it-leads'

/** For how many days a deleted draft can be brought back. */
export const KEEP_DELETED_DAYS = 30

/** The query for drafts that were deleted before a moment (ms). */
export const draftsDeletedBefore = (before: number, atOnce: number): SQL =>
  sql`select id from broadcasts where deleted_at < ${before} and status = 'draft' limit ${sql.raw(String(atOnce))}`

/** The statements that delete these drafts for good, and what is said of them alone. */
export function forgetDrafts(db: Db, which: SQL) {
  return [
    db.run(sql`delete from broadcast_pictures where broadcast_id in (${which})`),
    forgetLinks(db, which),
    db.run(sql`delete from subject_tests where broadcast_id in (${which})`),
    db.run(sql`delete from broadcasts where id in (${which})`),
  ] as const
}
