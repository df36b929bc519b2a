import { sql } from 'drizzle-orm'
import type { BroadcastStatus } from './schema'

/** A broadcast came into one of these states, or was changed in it, at this very moment: a condition for what follows. */
export const changedNow = (id: number, statuses: readonly BroadcastStatus[], now: number) => sql`exists (
  select 1 from broadcasts
  where id = ${id} and updated_at = ${now} and status in (select value from json_each(${JSON.stringify(statuses)})))`
