import { type SQL, sql } from 'drizzle-orm'
import { int } from '../platform/columns'
import type { Db } from '../platform/db'
import { returning } from '../platform/query'

/**
 * The query for subscribers who never confirmed and did nothing since a moment (ms), oldest first; none who
 * is in the ledger or meets `inUse`, a condition over `subscribers s`.
 */
export function unconfirmedSince(before: number, inUse: SQL, most: number): SQL {
  return sql`
    select s.id from subscribers s
    where s.confirmed_at is null and s.created_at < ${before}
      and not exists (select 1 from sign_ups u where u.subscriber_id = s.id and u.created_at >= ${before})
      and not exists (select 1 from consents c where c.subscriber_id = s.id) and not ${inUse}
    order by s.created_at, s.id limit ${sql.raw(String(most))}`
}

/** The statements that delete those people and what they typed; the last returns their ids. */
export function forgetPeople(db: Db, whom: SQL) {
  return [
    db.run(sql`delete from sign_ups where subscriber_id in (${whom})`),
    returning(db, sql`delete from subscribers where id in (${whom})`, { id: int }),
  ] as const
}

/** The query for sign-ups from before a moment (ms), whose links have expired. */
export function signUpsBefore(before: number, most: number): SQL {
  return sql`select id from sign_ups where created_at < ${before} order by created_at limit ${sql.raw(String(most))}`
}

/** The statement that deletes those sign-ups; what was confirmed is in the ledger. */
export function forgetSignUps(db: Db, which: SQL) {
  return db.run(sql`delete from sign_ups where id in (${which})`)
}
