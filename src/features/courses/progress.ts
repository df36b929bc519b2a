import { sql } from 'drizzle-orm'
import { bool, int, moment, text } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { select } from '../../platform/query'

/** How far a reader is on one course. */
export type Progress = {
  enrolmentId: number
  course: string
  lessons: number
  /** The lesson that is written next; one more than there are when all are. */
  nextLesson: number
  /** How many lessons have left. */
  day: number
  /** Whether a lesson is written and waits to leave. */
  waits: boolean
  /** When that one, or the next, is due (ms); null when none is to come. */
  nextAt: number | null
  lastLessonAt: number | null
  startedAt: number
  finishedAt: number | null
}

/** How far a subscriber is on each course, the latest first. */
export function readProgress(db: Db, subscriberId: number) {
  const lesson = sql`d.subscriber_id = e.subscriber_id and d.kind = 'lesson' and d.source_id = e.id`
  const waiting = sql`(select min(d.due_at) from deliveries d where ${lesson} and d.status = 'queued')`
  const columns = {
    enrolmentId: int`e.id`,
    course: text,
    lessons: int,
    nextLesson: int,
    day: int`(select count(*) from deliveries d where ${lesson} and d.sent_at is not null)`,
    waits: bool`${waiting} is not null`,
    nextAt: moment.orNull`coalesce(${waiting}, e.next_due_at)`,
    lastLessonAt: moment.orNull`(select max(d.sent_at) from deliveries d where ${lesson})`,
    startedAt: moment,
    finishedAt: moment.orNull,
  }
  const latestFirst = sql`from enrolments e where e.subscriber_id = ${subscriberId} order by e.started_at desc, e.id desc`
  return select(db, columns, latestFirst)
}

/** The course that a reader's page is about: the latest with lessons to come, else the latest. */
export function presentCourse(courses: readonly Progress[]): Progress | undefined {
  return courses.find(({ nextAt }) => nextAt !== null) ?? courses[0]
}

/** When a lesson last left, of whatever course; null when none has. */
export function lastLessonOf(courses: readonly Progress[]): number | null {
  const moments = courses.flatMap(({ lastLessonAt }) => lastLessonAt ?? [])
  return moments.length > 0 ? Math.max(...moments) : null
}

/** Whose enrolment this is, and on which course; null when there is none. */
export async function findEnrolment(db: Db, id: number): Promise<{ subscriberId: number; course: string } | null> {
  const [row] = await select(db, { subscriberId: int, course: text }, sql`from enrolments where id = ${id}`)
  return row ?? null
}
