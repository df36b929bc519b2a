import { sql } from 'drizzle-orm'
import { enqueue } from '../../mail/outbox/enqueue'
import type { Db } from '../../platform/db'
import { newId } from '../../platform/ids'
import { type Hours, localDayAround, nextMorning, nextSlot } from '../../platform/local-time'
import { isPaused } from '../../subscribers/active'
import { LESSONS } from './advance'
import { LATE_LESSON_MS } from './calendar'
import { hadLessonSince } from './one-a-day'

/** A subscriber `s` is or was on this course. */
export const isOnCourse = (slug: string) =>
  sql`exists (select 1 from enrolments e where e.subscriber_id = s.id and e.course = ${slug})`

/** A subscriber `s` is or was on a course. */
export const isEnrolled = sql`exists (select 1 from enrolments e where e.subscriber_id = s.id)`

/**
 * The statements that enrol a confirmed subscriber once a course. On a day without a lesson, lesson 1 waits in the batch
 * `batchId`, and lesson 2 is due on the next morning that is at least six hours away. On a day that had one, or in a
 * pause, lesson 1 is due on the next morning. Enrolled already, nothing happens.
 */
export function enrol(
  db: Db,
  subscriberId: number,
  course: { slug: string; lessons: number },
  hours: Hours & { pausedUntil: number | null },
  batchId: string,
  now: number,
) {
  const id = newId()
  const second = course.lessons > 1 ? nextMorning(now, hours) : null
  const later = Math.max(
    nextMorning(now, hours, 0),
    hours.pausedUntil === null ? 0 : nextSlot(hours.pausedUntil, hours),
  )
  const busy = sql`(${hadLessonSince(localDayAround(now, hours.timeZone).from)} or ${isPaused(now)})`
  return [
    db.run(sql`
      insert into enrolments (id, subscriber_id, course, lessons, next_lesson, next_due_at, started_at, finished_at)
      select ${id}, who.id, ${course.slug}, ${course.lessons}, iif(busy, 1, 2),
        iif(busy, max(${later}, coalesce(paused_until, 0)), ${second}), ${now}, iif(busy, null, ${second === null ? now : null})
      from (
        select s.id, s.paused_until, ${busy} as busy from subscribers s
        where s.id = ${subscriberId} and s.confirmed_at is not null and s.unsubscribed_at is null) who
      where true on conflict (subscriber_id, course) do nothing`),
    enqueue(
      db,
      LESSONS,
      sql`
        select 'enrolment/' || id || '/lesson/1' as dedupe_key, course || '/1' as template, id as source_id, 1 as part,
          subscriber_id as recipient_id, ${now} as due_at, ${now + LATE_LESSON_MS} as expires_at
        from enrolments where id = ${id} and next_lesson > 1`,
      now,
      batchId,
    ),
  ] as const
}
