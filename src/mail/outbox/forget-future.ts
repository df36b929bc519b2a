import { sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'

/**
 * Development only, when the clock is set back to a moment (ms): discards what the outbox recorded about later ones.
 */
export async function forgetFuture(db: Db, moment: number): Promise<void> {
  await db.run(sql`
    update outbox set
      last_tick_at = min(last_tick_at, ${moment}),
      catch_up_since = case when catch_up_since <= ${moment} then catch_up_since end,
      catch_up_at = null,
      paused_until = case when last_tick_at <= ${moment} then paused_until end
    where id = 1`)
}
