import { sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'

/** The provider counts the mails of a day for this account, as it does on a free plan only. */
export const hasDailyQuota = sql`exists (select 1 from outbox where daily_quota_at is not null)`

/** The statement that stores whether the provider counts the day of this account; it writes only a change. */
export function noteDailyQuota(db: Db, counts: boolean | undefined, now: number) {
  return db.run(sql`
    insert into outbox (id, daily_quota_at) select 1, ${counts ? now : null} where ${counts === undefined ? 0 : 1}
    on conflict (id) do update set daily_quota_at = excluded.daily_quota_at
    where (daily_quota_at is null) <> (excluded.daily_quota_at is null)`)
}
