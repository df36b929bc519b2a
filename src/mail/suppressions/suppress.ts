import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'
import type { SuppressionReason } from './schema'

/**
 * The statement that suppresses the addresses of a query (`address`; null is nobody's). A complaint outweighs a bounce,
 * and no earlier suppression is weakened.
 */
export function suppress(db: Db, addresses: SQL, reason: SuppressionReason, now: number) {
  return db.run(sql`
    insert into suppressions (email, reason, suppressed_at)
    select distinct address, ${reason}, ${now} from (${addresses}) where address is not null
    on conflict (email) do update set reason = excluded.reason, suppressed_at = excluded.suppressed_at, lifted_at = null
    where reason = 'soft_bounces' or excluded.reason = 'complaint'`)
}
