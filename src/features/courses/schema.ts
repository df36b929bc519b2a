import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core'
import { subscribers } from '../../subscribers/schema'

/**
 * One person on one course: which lesson is next and when it is due (ms). Nothing is due when the course is finished or
 * ended.
 */
export const enrolments = sqliteTable(
  'enrolments',
  {
    id: integer().primaryKey(),
    subscriberId: integer()
      .notNull()
      .references(() => subscribers.id),
    course: text().notNull(),
    lessons: integer().notNull(),
    nextLesson: integer().notNull(),
    nextDueAt: integer(),
    startedAt: integer().notNull(),
    finishedAt: integer(),
  },
  (t) => [
    unique('enrolments_once_a_course').on(t.subscriberId, t.course),
    index('enrolments_due').on(t.nextDueAt, t.subscriberId).where(sql`next_due_at is not null`),
    index('enrolments_finished').on(t.subscriberId).where(sql`finished_at is not null`),
    check('enrolments_next_lesson', sql`${t.nextLesson} between 1 and ${t.lessons} + 1`),
    check('enrolments_finished_has_nothing_due', sql`${t.finishedAt} is null or ${t.nextDueAt} is null`),
  ],
)
