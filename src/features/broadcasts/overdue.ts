import { sql } from 'drizzle-orm'
import { isTested } from './test-part'

/** How many broadcasts were due before a moment (ms) and are not written to everybody: a scalar. */
export const broadcastsDueBefore = (before: number) => sql`(
  select count(*) from broadcasts b
  where status in ('scheduled', 'sending') and scheduled_at <= ${before} and fanned_out_at is null
    and not ${isTested})`
