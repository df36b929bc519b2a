import { sql } from 'drizzle-orm'
import type { Db } from '../platform/db'

/** The provider counts this account's day, as it does on a free plan only. */
export const hasDailyQuota = sql`exists (select 1 from outbox where daily_quota_at is not null)`

/** The statement that notes whether the provider counts the day of this account; it writes only when that is new. */
export function noteDailyQuota(db: Db, counts: boolean, now: number) {
  return db.run(sql`
    update outbox set daily_quota_at = ${counts ? now : null}
    where id = 1 and (daily_quota_at is not null) <> ${counts ? 1 : 0}`)
}
