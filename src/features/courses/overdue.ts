import { sql } from 'drizzle-orm'

const ENOUGH = sql.raw('10000')

/** How many enrolments were due before a moment (ms) and no tick has moved them, counted up to ten thousand: a scalar. */
export const enrolmentsDueBefore = (before: number) =>
  sql`(select count(*) from (select 1 from enrolments where next_due_at <= ${before} limit ${ENOUGH}))`
