import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'

/** The statement that lets an address be written to again after soft bounces; a hard bounce or complaint stays. */
export function liftSoftBounces(db: Db, address: SQL, now: number) {
  return db.run(sql`
    update suppressions set lifted_at = ${now} where email = ${address} and reason = 'soft_bounces' and lifted_at is null`)
}
