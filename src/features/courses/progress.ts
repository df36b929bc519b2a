import { sql } from 'drizzle-orm'
import { int, moment, text } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { type Hours, nextMorning } from '../../platform/local-time'
import { select } from '../../platform/query'

/** How far a reader's course is; `day` is the last lesson that left. */
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

/** The progress of a subscriber's latest course, or null when there is none. */
export async function readProgress(db: Db, subscriberId: number): Promise<Progress | null> {
  const ofHers = sql`d.subscriber_id = e.subscriber_id and d.kind = 'lesson'`
  const columns = {
    enrolmentId: int`e.id`,
    course: text,
    lessons: int,
    day: int`(select count(*) from deliveries d where ${ofHers} and d.source_id = e.id and d.sent_at is not null)`,
    nextAt: moment.orNull`
      coalesce((select min(d.due_at) from deliveries d where ${ofHers} and d.status = 'queued'), e.next_due_at)`,
    lastLessonAt: moment.orNull`(select max(d.sent_at) from deliveries d where ${ofHers})`,
    startedAt: moment,
    finishedAt: moment.orNull,
  }
  const latest = sql`from enrolments e where e.subscriber_id = ${subscriberId} order by e.started_at desc limit 1`
  const [row] = await select(db, columns, latest)
  return row ?? null
}

/**
 * When a reader's next lesson really comes (ms): what is due on a day that has had a lesson waits for the next; null
 * for none.
 */
export function comesAt({ nextAt, lastLessonAt }: Progress, hours: Hours): number | null {
  if (nextAt === null || lastLessonAt === null) return nextAt
  return Math.max(nextAt, nextMorning(lastLessonAt, hours, 0))
}

/** Whose enrolment this is, and on which course; null when there is none. */
export async function findEnrolment(db: Db, id: number): Promise<{ subscriberId: number; course: string } | null> {
  const [row] = await select(db, { subscriberId: int, course: text }, sql`from enrolments where id = ${id}`)
  return row ?? null
}
