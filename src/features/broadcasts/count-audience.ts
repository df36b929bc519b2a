import { type SQL, sql } from 'drizzle-orm'
import { int, text } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { select } from '../../platform/query'
import { isPaused, isSuppressed } from '../../subscribers/active'
import type { Audience } from './audience'
import { type AudienceTerms, hasEarlier, isInAudience, isInCourseState, isPicked } from './in-audience'

/** How many get a letter at this moment, and how many of those who once confirmed do not, by the first reason. */
export type AudienceCount = Awaited<ReturnType<typeof countAudience>>[number]

/** The query for how many an audience has at this moment, and how many it leaves out and why: one row. */
export function countAudience(db: Db, audience: Audience, terms: AudienceTerms, now: number) {
  const why = sql`case
    when s.unsubscribed_at is not null then 'unsubscribed'
    when ${isSuppressed} then 'unreachable'
    when ${isPaused(now)} then 'paused'
    when not ${isInCourseState(audience, terms)} then 'course'
    when not ${hasEarlier(audience)} then 'earlier'
    when not (${isPicked(audience, terms, now)}) then 'not_picked'
    else 'reader' end`
  const how = (reason: string) => int`${sql.raw(`count(*) filter (where why = '${reason}')`)}`
  const columns = {
    readers: how('reader'),
    unsubscribed: how('unsubscribed'),
    unreachable: how('unreachable'),
    paused: how('paused'),
    course: how('course'),
    earlier: how('earlier'),
    notPicked: how('not_picked'),
  }
  // A limit keeps the reason from being found once for each of the columns.
  return select(
    db,
    columns,
    sql`from (select ${why} as why from subscribers s where s.id > 0 and s.confirmed_at is not null limit -1)`,
  )
}

/** How many of an audience there are in each time zone. */
export function countZones(db: Db, audience: Audience, terms: AudienceTerms, now: number) {
  const here: SQL = isInAudience(audience, terms, now)
  return select(
    db,
    { timeZone: text, readers: int`count(*)` },
    sql`from subscribers s where s.id > 0 and ${here} group by s.time_zone`,
  )
}

/** The query for ten of an audience, as examples: name and address. */
export function someOfAudience(db: Db, audience: Audience, terms: AudienceTerms, now: number) {
  return select(
    db,
    { id: int, firstName: text, email: text },
    sql`from subscribers s where s.id > 0 and ${isInAudience(audience, terms, now)} order by s.id limit 10`,
  )
}
