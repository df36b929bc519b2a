import { type SQL, sql } from 'drizzle-orm'
import { isPaused, mayWriteTo } from '../../subscribers/active'
import { wasNotedSince } from '../../subscribers/ledger'
import { cameFrom } from '../../subscribers/sources'
import { hasTag } from '../../subscribers/tags'
import type { Audience } from './audience'
import { clickedSince, clicksOf } from './clicks-of'
import { gotLetter, mayGetLetter } from './got-letter'

/** What other features know of a subscriber `s`. */
export type AudienceTerms = {
  isInCourse: SQL
  hasFinished: SQL
  hasBooked: SQL
  /** Did something since a moment (ms) that is not in the ledger. */
  actedSince: (moment: number) => SQL
}

/** Active is who did something within so many days. */
export const ACTIVE_DAYS = 90

/** A subscriber `s` belongs to this audience at this moment, and may be written to. */
export function isInAudience(audience: Audience, terms: AudienceTerms, now: number): SQL {
  return sql`(${mayWriteTo} and not ${isPaused(now)} and ${isChosen(audience, terms, now)})`
}

/** A subscriber `s` is one of those that the audience chooses, whether we may write or not. */
export function isChosen(audience: Audience, terms: AudienceTerms, now: number): SQL {
  return sql.join([isInCourseState(audience, terms), hasEarlier(audience), isPicked(audience, terms, now)], sql` and `)
}

/** The course is where the audience wants a subscriber `s` to be. */
export function isInCourseState({ course }: Audience, { isInCourse, hasFinished }: AudienceTerms): SQL {
  switch (course) {
    case 'any':
      return sql`true`
    case 'not_in_course':
      return sql`not ${isInCourse}`
    case 'in_course':
      return isInCourse
    case 'finished':
      return sql`(${hasFinished} and not ${isInCourse})`
  }
}

/** A subscriber `s` did with an earlier letter what the audience asks for. */
export function hasEarlier({ earlier }: Audience): SQL {
  if (earlier === null) return sql`true`
  const id = sql`${earlier.broadcast}`
  if (earlier.who === 'not_had') return sql`not ${mayGetLetter(id)}`
  return sql`(${gotLetter(id)} and s.id not in (select subscriber_id from (${clicksOf(id)})))`
}

/** A subscriber `s` is one of those that are picked by booking, tag, source, time and activity. */
export function isPicked(audience: Audience, { hasBooked, actedSince }: AudienceTerms, now: number): SQL {
  const { booked, tags, sources, joinedFrom, joinedBefore, active } = audience
  const since = now - ACTIVE_DAYS * 86_400_000
  const all = [
    ...(booked === 'yes' ? [hasBooked] : booked === 'no' ? [sql`not ${hasBooked}`] : []),
    ...(tags.length > 0 ? [hasTag(tags)] : []),
    ...(sources.length > 0 ? [cameFrom(sources)] : []),
    ...(joinedFrom === null ? [] : [sql`s.confirmed_at >= ${joinedFrom}`]),
    ...(joinedBefore === null ? [] : [sql`s.confirmed_at < ${joinedBefore}`]),
    ...(active
      ? [sql`(s.confirmed_at >= ${since} or ${wasNotedSince(since)} or ${clickedSince(since)} or ${actedSince(since)})`]
      : []),
  ]
  return all.length > 0 ? sql.join(all, sql` and `) : sql`true`
}
