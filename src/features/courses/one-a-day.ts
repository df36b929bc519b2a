import { type SQL, sql } from 'drizzle-orm'
import { isUnfilled } from '../../mail/outbox/write-again'
import { LATE_LESSON_MS } from './calendar'

type Alias = 'e' | 'o'

const keyOf = (of: Alias, n: string) => `'enrolment/' || ${of}.id || '/lesson/' || ${n}`

/** The dedupe key of the next lesson of an enrolment `e`. */
export const nextLessonKey = sql.raw(keyOf('e', 'e.next_lesson'))

/** An enrolment is less than a day late, or it is its reader's hour (`c.this_hour`). */
const inTime = (of: Alias, now: number) => sql`(c.this_hour or ${sql.raw(of)}.next_due_at > ${now - LATE_LESSON_MS})`

/**
 * At most one lesson a local day from all of a reader's courses: a condition over an enrolment `e` that is due, with
 * the calendar `c` of its reader. The reader has no lesson that is being sent or was sent today, and none of another
 * course that goes first at this moment. Among `ids`, if they are given, as when what is due is moved in parts.
 */
export function hasTurn(now: number, ids?: readonly number[]): SQL {
  const among = ids ? sql`and o.id in (select value from json_each(${JSON.stringify(ids)}))` : sql.raw('')
  return sql`(${inTime('e', now)} and not ${OWN_LESSON} and not exists (
    select 1 from enrolments o where o.subscriber_id = e.subscriber_id and o.id <> e.id and (${OTHER_LESSON}
      or o.next_due_at <= ${now} and ${inTime('o', now)} and ${GOES_BEFORE} ${among})))`
}

/** A lesson of the subscriber `s` is queued, was recalled to come later, or has left since a moment (ms). */
export function hadLessonSince(moment: number): SQL {
  return sql`exists (
    select 1 from enrolments o join deliveries d on d.dedupe_key in (${sql.raw(`${keyOf('o', '(o.next_lesson - 1)')}, ${keyOf('o', 'o.next_lesson')}`)})
    where o.subscriber_id = s.id and (d.status in ('queued', 'claimed', 'cancelled') or d.sent_at >= ${moment}))`
}

const onItsWayOrToday = (orElse: SQL, ...keys: string[]) => sql`exists (
    select 1 from deliveries d where d.dedupe_key in (${sql.raw(keys.join(', '))})
      and (d.status in ('queued', 'claimed') or d.sent_at >= c.today or ${orElse}))`

// A course waits for a lesson whose template is to be corrected, and the other courses do not.
const OWN_LESSON = onItsWayOrToday(isUnfilled, keyOf('e', '(e.next_lesson - 1)'))

// The next as well: after a restore the provider may have named one that this database had not written.
const OTHER_LESSON = onItsWayOrToday(sql`false`, keyOf('o', '(o.next_lesson - 1)'), keyOf('o', 'o.next_lesson'))

// A first lesson goes first, then the course that has had none for the longest time.
const waitsSince = (of: Alias) => `iif(${of}.next_lesson = 1, 0, coalesce((
  select coalesce(d.sent_at, d.created_at) from deliveries d where d.dedupe_key = ${keyOf(of, `(${of}.next_lesson - 1)`)}), ${of}.started_at))`

const GOES_BEFORE = sql.raw(`(${waitsSince('o')}, o.id) < (${waitsSince('e')}, e.id)`)
