import { comesAt, type Progress } from '../../features/courses/progress'
import { sayDay } from '../../platform/local-time'
import type { Subscriber } from '../../subscribers/find'
import type { CourseState } from './course-state'

/** The state of the course, as the preferences page says it. */
export function courseStateOf(subscriber: Subscriber, progress: Progress | null, now: number): CourseState {
  const { confirmedAt, unsubscribedAt, suppressed, pausedUntil, timeZone, sendHour: hour } = subscriber
  const nextAt = progress && comesAt(progress, subscriber)
  const next = nextAt ? { on: sayDay(nextAt, timeZone, now), hour, timeZone } : undefined
  if (confirmedAt === null || unsubscribedAt !== null) return { is: 'unsubscribed' }
  if (suppressed === 'soft_bounces') return { is: 'refused' }
  if (suppressed) return { is: 'unsubscribed' }
  if (pausedUntil !== null && pausedUntil > now)
    return { is: 'paused', until: sayDay(pausedUntil, timeZone, now), ...(next ? { next } : {}) }
  if (progress && next) return { is: 'reading', day: progress.day, of: progress.lessons, next }
  return { is: 'finished' }
}
