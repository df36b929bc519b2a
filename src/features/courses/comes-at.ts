import { type Hours, nextMorning } from '../../platform/local-time'
import { lastLessonOf, type Progress } from './progress'

/**
 * When the next lesson of one course really comes (ms), beside all of a reader's courses; null when none is to come. It
 * foresees what `hasTurn` will decide: a day that has had a lesson has no other.
 */
export function comesAt(course: Progress, all: readonly Progress[], hours: Hours): number | null {
  if (course.nextAt === null) return null
  let waiting: readonly Progress[] = all
  for (let last = lastLessonOf(all); ; ) {
    const due = waiting.flatMap(({ nextAt }) => nextAt ?? [])
    const at = Math.max(Math.min(...due), last === null ? 0 : nextMorning(last, hours, 0))
    const [first] = waiting.filter(({ nextAt }) => nextAt !== null && nextAt <= at).toSorted(inTurn)
    if (!first || first.enrolmentId === course.enrolmentId) return at
    waiting = waiting.map((one) => (one === first ? goOn(one, at, hours) : one))
    last = at
  }
}

// What is queued leaves first, then a first lesson, then the course that has had none for the longest time.
function inTurn(one: Progress, other: Progress): number {
  return (
    Number(other.waits) - Number(one.waits) ||
    waitsSince(one) - waitsSince(other) ||
    one.enrolmentId - other.enrolmentId
  )
}

function waitsSince({ nextLesson, lastLessonAt, startedAt }: Progress): number {
  return nextLesson === 1 ? 0 : (lastLessonAt ?? startedAt)
}

function goOn(course: Progress, at: number, hours: Hours): Progress {
  const nextLesson = course.nextLesson + (course.waits ? 0 : 1)
  const nextAt = nextLesson > course.lessons ? null : nextMorning(at, hours, 0)
  return { ...course, nextLesson, nextAt, waits: false, lastLessonAt: at }
}
