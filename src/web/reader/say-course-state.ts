import { comesAt, type Standing as Place } from '../../features/courses/progress'
import { sayDay } from '../../platform/local-time'
import type { Subscriber } from '../../subscribers/find'
import type { Standing } from './course-state'

/** Where she stands, as her preferences page says it. */
export function standingOf(subscriber: Subscriber, place: Place | null, now: number): Standing {
  const { confirmedAt, unsubscribedAt, suppressed, pausedUntil, timeZone, sendHour: hour } = subscriber
  const nextAt = place && comesAt(place, subscriber)
  const next = nextAt ? { on: sayDay(nextAt, timeZone, now), hour, timeZone } : undefined
  if (confirmedAt === null || unsubscribedAt !== null) return { is: 'unsubscribed' }
  if (suppressed === 'soft_bounces') return { is: 'refused' }
  if (suppressed) return { is: 'unsubscribed' }
  if (pausedUntil !== null && pausedUntil > now)
    return { is: 'paused', until: sayDay(pausedUntil, timeZone, now), ...(next ? { next } : {}) }
  if (place && next) return { is: 'reading', day: place.day, of: place.lessons, next }
  return { is: 'finished' }
}
