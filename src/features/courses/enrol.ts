import { sql } from 'drizzle-orm'
import { enqueue } from '../../mail/outbox/enqueue'
import type { Db } from '../../platform/db'
import { newId } from '../../platform/ids'
import { type Hours, nextMorning } from '../../platform/local-time'
import { LATE_LESSON_MS, LESSONS } from './advance'

/** A subscriber `s` is or was on a course. */
export const isEnrolled = sql`exists (select 1 from enrolments e where e.subscriber_id = s.id)`

/**
 * The statements that enrol a confirmed subscriber once a course: lesson 1 waits in the batch `batchId`, lesson 2 is
 * due on the next morning that is at least six hours away. When enrolled already, nothing happens.
 */
export function enrol(
  db: Db,
  subscriberId: number,
  course: { slug: string; lessons: number },
  hours: Hours,
  batchId: string,
  now: number,
) {
  const id = newId()
  const next = course.lessons > 1 ? nextMorning(now, hours) : null
  return [
    db.run(sql`
      insert into enrolments (id, subscriber_id, course, lessons, next_lesson, next_due_at, started_at, finished_at)
      select ${id}, s.id, ${course.slug}, ${course.lessons}, 2, ${next}, ${now}, ${next === null ? now : null}
      from subscribers s where s.id = ${subscriberId} and s.confirmed_at is not null and s.unsubscribed_at is null
      on conflict (subscriber_id, course) do nothing`),
    enqueue(
      db,
      LESSONS,
      sql`
        select 'enrolment/' || id || '/lesson/1' as dedupe_key, course || '/1' as template, id as source_id, 1 as part,
          subscriber_id as recipient_id, ${now} as due_at, ${now + LATE_LESSON_MS} as expires_at
        from enrolments where id = ${id}`,
      now,
      batchId,
    ),
  ] as const
}
