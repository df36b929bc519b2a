import { type SQL, sql } from 'drizzle-orm'
import { enqueue } from '../../mail/outbox/enqueue'
import { int } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { query, selectMany } from '../../platform/query'
import { mayWriteTo } from '../../subscribers/active'
import { assumeZone } from '../../subscribers/assume-zone'
import { atTheirHours, calendar, HOURS, LATE_LESSON_MS, type SharedHours, THIS_HOUR_MS } from './calendar'
import { hasTurn, nextLessonKey } from './one-a-day'

/** What a lesson is in the outbox. */
export const LESSONS = { kind: 'lesson', source: 'enrolment', to: 'subscriber' } as const

/** The most enrolments that one round moves. */
const MAX_AT_ONCE = sql.raw('20000')

/** The enrolments that are due at a moment, the longest waiting first: a query for their ids. */
export const due = (now: number) => sql`
  select id from enrolments where next_due_at <= ${now} order by next_due_at limit ${MAX_AT_ONCE}`

/** Those among given enrolments that are due. */
export const dueAmong = (ids: readonly number[], now: number) => sql`
  select id from enrolments where id in (select value from json_each(${JSON.stringify(ids)})) and next_due_at <= ${now}`

/** The query for the different hours of those who are due; as many rows as zones and hours, not as people. */
export function dueHours(db: Db, now: number, which: SQL = due(now)) {
  const dueReaders = sql`(${which}) w cross join enrolments e on e.id = w.id cross join subscribers s on s.id = e.subscriber_id`
  return query(db, HOURS, (list) => sql`select distinct ${list} from ${dueReaders}`)
}

/** The query for the ids of those who are due. */
export function dueIds(db: Db, now: number) {
  return selectMany(db, { id: int }, sql`from (${due(now)})`)
}

/** The statement that gives a zone to those who are due and have none that is known; returns whose it was. */
export function mendZones(db: Db, zone: string, now: number) {
  return assumeZone(db, sql`select e.subscriber_id from enrolments e where e.id in (${due(now)})`, zone, now)
}

/** The statement that lets one enrolment wait until another moment (ms), because it could not be moved. */
export function putAside(db: Db, id: number, until: number, now: number) {
  return db.run(sql`update enrolments set next_due_at = ${until} where id = ${id} and next_due_at <= ${now}`)
}

/**
 * The statements that move everyone who is due and whose hours are given: enrolments of unsubscribed readers do not
 * move; those whose reader had a lesson of any course today, still waits for one, or keeps this weekend free, and those
 * that are more than a day late get their next local hour; all others get their next lesson into the outbox, claimed by
 * the plan `planId` at once, and their next hour. In one transaction, so that two ticks at once move nobody twice. With
 * `ids` only those enrolments among the due are moved.
 */
export function advance(db: Db, hours: readonly SharedHours[], planId: string, now: number, ids?: readonly number[]) {
  const which = ids ? dueAmong(ids, now) : due(now)
  const ready = sql`(${mayWriteTo} and ${hasTurn(now, ids)} and not c.weekend)`
  const theirs = calendar(hours, now)
  const them = (columns: SQL, who: SQL) => sql`
    with ${theirs}
    select ${columns} from (${which}) w cross join enrolments e on e.id = w.id cross join subscribers s on s.id = e.subscriber_id
      cross join calendar c on ${atTheirHours} where ${who}`
  return [
    db.run(sql`
      update enrolments as e set next_due_at = t.next
      from (${them(sql`e.id, iif(${mayWriteTo}, c.next, null) as next`, sql`not ${ready}`)}) t where e.id = t.id`),
    enqueue(
      db,
      LESSONS,
      them(
        sql`${nextLessonKey} as dedupe_key, e.course || '/' || e.next_lesson as template, e.id as source_id,
          e.next_lesson as part, s.id as recipient_id, e.next_due_at as due_at,
          max(e.next_due_at, ${now - THIS_HOUR_MS}) + ${LATE_LESSON_MS} as expires_at`,
        ready,
      ),
      now,
      { planId, kind: 'lesson' },
    ),
    db.run(sql`
      update enrolments as e set next_lesson = e.next_lesson + 1,
        next_due_at = case when e.next_lesson < e.lessons then t.next end,
        finished_at = case when e.next_lesson = e.lessons then ${now} end
      from (${them(sql`e.id, c.next`, sql`exists (select 1 from deliveries d where d.dedupe_key = ${nextLessonKey})`)}) t
      where e.id = t.id`),
  ] as const
}
