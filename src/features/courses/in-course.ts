import { sql } from 'drizzle-orm'

/** A subscriber `s` is in the middle of a course: a lesson is to come. */
export const isInCourse = sql`s.id in (select e.subscriber_id from enrolments e where e.next_due_at > 0)`

/** A subscriber `s` had every lesson of a course. */
export const hasFinished = sql`exists (
  select 1 from enrolments e where e.subscriber_id = s.id and e.finished_at is not null)`
