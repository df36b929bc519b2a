import { sql } from 'drizzle-orm'
import { enqueue } from '../delivery/enqueue'
import type { Db } from '../platform/db'
import { type Hours, isFree, lastSlot, nextSlot, startOfLocalDay } from '../platform/local-time'
import { mayWriteTo } from '../subscribers/active'

/** A lesson up to a day late still goes out at once; one that is later waits for her next local hour. */
export const LATE_LESSON_MS = 86_400_000

/** A tick within the hour after her local hour still counts as that hour. */
const THIS_HOUR_MS = 3_600_000

/** The most enrolments that one round moves. */
const MOST_AT_ONCE = sql.raw('20000')

/** Hours that several readers share, as the database keeps them. */
export type SharedHours = { timeZone: string; sendHour: number; weekdaysOnly: number }

const due = (now: number) => sql`
  select id from enrolments where next_due_at <= ${now} order by next_due_at limit ${MOST_AT_ONCE}`

/** The query for the different hours of those who are due; as many rows as zones and hours, not as people. */
export function dueHours(db: Db, now: number) {
  return db.all<SharedHours>(sql`
    select distinct s.time_zone as "timeZone", s.send_hour as "sendHour", s.weekdays_only as "weekdaysOnly"
    from enrolments e join subscribers s on s.id = e.subscriber_id where e.id in (${due(now)})`)
}

/**
 * The statements that move everyone who is due and whose hours are given: those who left stand still; those who had a
 * lesson today, still wait for one, keep this weekend free, or are more than a day late get their next local hour; all
 * others get their next lesson into the outbox, claimed by the plan `planId` at once, and their next hour. In one
 * transaction, so that two ticks at once move nobody twice.
 */
export function advance(db: Db, hours: readonly SharedHours[], planId: string, now: number) {
  const calendar = sql`json_each(${JSON.stringify(hours.map((shared) => times(shared, now)))}) c`
  const theirs = sql`c.value ->> 'timeZone' = s.time_zone and c.value ->> 'sendHour' = s.send_hour and c.value ->> 'weekdaysOnly' = s.weekdays_only`
  const next = sql`c.value ->> 'next'`
  const lesson = (n: ReturnType<typeof sql>) => sql`'enrolment/' || e.id || '/lesson/' || ${n}`
  const inTime = sql`(c.value ->> 'thisHour' or e.next_due_at > ${now - LATE_LESSON_MS})`
  const free = sql`not exists (
    select 1 from deliveries d where d.dedupe_key = ${lesson(sql`(e.next_lesson - 1)`)}
      and (d.status in ('queued', 'claimed') or d.sent_at >= c.value ->> 'today'))`
  const ready = sql`(${mayWriteTo} and ${inTime} and ${free} and not c.value ->> 'weekend')`
  const from = sql`subscribers s, ${calendar}`
  const who = sql`s.id = e.subscriber_id and ${theirs} and e.id in (${due(now)})`
  return [
    db.run(sql`
      update enrolments as e set next_due_at = case when ${mayWriteTo} then ${next} end
      from ${from} where ${who} and not ${ready}`),
    enqueue(
      db,
      sql`
        select ${lesson(sql`e.next_lesson`)}, 'lesson', e.course || '/' || e.next_lesson, s.id,
          e.next_due_at, max(e.next_due_at, ${now - THIS_HOUR_MS}) + ${LATE_LESSON_MS}
        from enrolments e, ${from} where ${who} and ${ready}`,
      now,
      { planId, kind: 'lesson' },
    ),
    db.run(sql`
      update enrolments as e set next_lesson = next_lesson + 1,
        next_due_at = case when next_lesson < lessons then ${next} end,
        finished_at = case when next_lesson = lessons then ${now} end
      from ${from} where ${who} and exists (select 1 from deliveries d where d.dedupe_key = ${lesson(sql`e.next_lesson`)})`),
  ] as const
}

function times(shared: SharedHours, now: number) {
  const hours: Hours = { ...shared, weekdaysOnly: shared.weekdaysOnly === 1 }
  return {
    ...shared,
    next: nextSlot(now, hours),
    today: startOfLocalDay(now, hours.timeZone),
    weekend: isFree(now, hours) ? 1 : 0,
    thisHour: now - lastSlot(now, hours) < THIS_HOUR_MS ? 1 : 0,
  }
}
