import { sql } from 'drizzle-orm'
import type { Db } from '../platform/db'

/** For how many days the audit log is kept. */
export const AUDIT_DAYS = 365

/** Links are kept while a limit counts them, and a little longer, so that an old one can be told from a broken one. */
const LINK_DAYS = 7

/** Sessions are kept while they may be open, and two months longer: their networks are known to be the operator's. */
const SESSION_DAYS = 90

const CHALLENGE_DAYS = 1

/** For how many days a form is kept whose session was over when it came. */
export const UNSAVED_DAYS = 7

const DAY_MS = 86_400_000
const before = (now: number, days: number) => now - days * DAY_MS

/** The query for anything of signing in that is past its retention. */
export const oldAccess = (now: number) => sql`
  select 1 from sign_in_links where created_at < ${before(now, LINK_DAYS)}
  union all select 1 from sessions where used_at < ${before(now, SESSION_DAYS)}
  union all select 1 from unsaved_forms where at < ${before(now, UNSAVED_DAYS)}
  union all select 1 from used_challenges where at < ${before(now, CHALLENGE_DAYS)}
  union all select 1 from audit_log where at < ${before(now, AUDIT_DAYS)}`

/** The statements that delete it, at most so many rows of each. */
export function forgetAccess(db: Db, most: number, now: number) {
  const limit = sql.raw(String(most))
  return [
    db.run(sql`
      delete from sign_in_links where id in (
        select id from sign_in_links where created_at < ${before(now, LINK_DAYS)} order by created_at limit ${limit})`),
    db.run(sql`
      delete from sessions where id in (
        select id from sessions where used_at < ${before(now, SESSION_DAYS)} order by used_at limit ${limit})`),
    db.run(sql`
      delete from unsaved_forms where session_id in (
        select session_id from unsaved_forms where at < ${before(now, UNSAVED_DAYS)} order by at limit ${limit})`),
    db.run(sql`
      delete from used_challenges where hash in (
        select hash from used_challenges where at < ${before(now, CHALLENGE_DAYS)} order by at limit ${limit})`),
    db.run(sql`
      delete from audit_log where id in (
        select id from audit_log where at < ${before(now, AUDIT_DAYS)} order by at limit ${limit})`),
  ] as const
}
