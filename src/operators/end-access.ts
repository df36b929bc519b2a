import { type SQL, sql } from 'drizzle-orm'
import { recallWhere } from '../mail/outbox/recall'
import type { Db } from '../platform/db'

/**
 * The statements that end all access of removed operators, whose ids a query selects: sessions, links and passkeys, and
 * the mail that waits for them.
 */
export function endAccess(db: Db, operators: SQL, now: number) {
  return [
    db.run(sql`
      update sessions set ended_at = ${now}, ended_by = 'operator_removed'
      where operator_id in (${operators}) and ended_at is null`),
    db.run(sql`update sign_in_links set used_at = ${now} where operator_id in (${operators}) and used_at is null`),
    db.run(sql`delete from unsaved_forms where operator_id in (${operators})`),
    db.run(sql`delete from passkeys where operator_id in (${operators})`),
    recallWhere(db, sql`operator_id in (${operators})`, 'operator_removed', now),
  ] as const
}
