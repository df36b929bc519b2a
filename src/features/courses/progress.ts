import { sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'
import { type Hours, nextMorning } from '../../platform/local-time'

/** Where a reader stands on her course; `day` is the last lesson that left. */
export type Progress = {
  enrolmentId: number
  course: string
  lessons: number
  day: number
  nextAt: number | null
  lastLessonAt: number | null
  startedAt: number
  finishedAt: number | null
}

/** A subscriber's place on her latest course, or null when she has none. */
export async function readProgress(db: Db, subscriberId: number): Promise<Progress | null> {
  const [row] = await db.all<Progress>(sql`
    select e.id as "enrolmentId", e.course, e.lessons, e.finished_at as "finishedAt", e.started_at as "startedAt",
      (select count(*) from deliveries d where d.recipient_id = e.subscriber_id and d.kind = 'lesson'
        and d.dedupe_key > 'enrolment/' || e.id || '/' and d.dedupe_key < 'enrolment/' || e.id || '0' and d.sent_at is not null) as day,
      coalesce((select min(d.due_at) from deliveries d where d.recipient_id = e.subscriber_id and d.kind = 'lesson'
        and d.status = 'queued'), e.next_due_at) as "nextAt",
      (select max(d.sent_at) from deliveries d where d.recipient_id = e.subscriber_id and d.kind = 'lesson') as "lastLessonAt"
    from enrolments e where e.subscriber_id = ${subscriberId} order by e.started_at desc limit 1`)
  return row ?? null
}

/** When her next lesson really comes (ms): what is due on a day that has had a lesson waits for the next; null for none. */
export function comesAt({ nextAt, lastLessonAt }: Progress, hours: Hours): number | null {
  if (nextAt === null || lastLessonAt === null) return nextAt
  return Math.max(nextAt, nextMorning(lastLessonAt, hours, 0))
}

/** Whose enrolment this is, and on which course; null when there is none. */
export async function findEnrolment(db: Db, id: number): Promise<{ subscriberId: number; course: string } | null> {
  const [row] = await db.all<{ subscriberId: number; course: string }>(
    sql`select subscriber_id as "subscriberId", course from enrolments where id = ${id}`,
  )
  return row ?? null
}
