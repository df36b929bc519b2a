import { sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'

/** The provider counts this account's day, as it does on a free plan only. */
export const hasDailyQuota = sql`exists (select 1 from outbox where daily_quota_at is not null)`

/** The statement that notes whether the provider counts the day of this account; only what is new is written. */
export function noteDailyQuota(db: Db, counts: boolean | undefined, now: number) {
  return db.run(sql`
    insert into outbox (id, daily_quota_at) select 1, ${counts ? now : null} where ${counts === undefined ? 0 : 1}
    on conflict (id) do update set daily_quota_at = excluded.daily_quota_at
    where (daily_quota_at is null) <> (excluded.daily_quota_at is null)`)
}
