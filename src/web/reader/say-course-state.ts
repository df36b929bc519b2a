import { comesAt } from '../../features/courses/comes-at'
import { type Progress, presentCourse } from '../../features/courses/progress'
import { sayDay } from '../../platform/local-time'
import type { Subscriber } from '../../subscribers/find'
import type { CourseState } from './course-state'

/** The state of a reader's course, as the preferences page says it. */
export function courseStateOf(subscriber: Subscriber, courses: readonly Progress[], now: number): CourseState {
  const { confirmedAt, unsubscribedAt, suppressed, pausedUntil, timeZone, sendHour: hour } = subscriber
  const course = presentCourse(courses)
  const nextAt = course && comesAt(course, courses, subscriber)
  const next = nextAt ? { on: sayDay(nextAt, timeZone, now), hour, timeZone } : undefined
  if (confirmedAt === null || unsubscribedAt !== null) return { is: 'unsubscribed' }
  if (suppressed === 'soft_bounces') return { is: 'refused' }
  if (suppressed) return { is: 'unsubscribed' }
  if (pausedUntil !== null && pausedUntil > now)
    return { is: 'paused', until: sayDay(pausedUntil, timeZone, now), ...(next ? { next } : {}) }
  if (course && next) return { is: 'reading', day: course.day, of: course.lessons, next }
  return { is: 'finished' }
}
