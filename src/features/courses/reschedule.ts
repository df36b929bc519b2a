import { type SQL, sql } from 'drizzle-orm'
import { postpone } from '../../mail/outbox/postpone'
import { isUnfilled } from '../../mail/outbox/write-again'
import type { Db } from '../../platform/db'
import { type Hours, nextMorning, nextSlot } from '../../platform/local-time'
import { LATE_LESSON_MS } from './calendar'

/**
 * The moment of a reader's next lesson: the next local hour after any pause, and never on the local day of the last
 * one.
 */
export function nextLessonAt(
  hours: Hours,
  { lastLessonAt, pausedUntil }: { lastLessonAt: number | null; pausedUntil: number | null },
  now: number,
): number {
  const soonest = nextSlot(Math.max(now, pausedUntil ?? 0), hours)
  return lastLessonAt === null ? soonest : Math.max(soonest, nextMorning(lastLessonAt, hours))
}

/**
 * The statements that give one reader a new next hour, after changed hours, a pause, its end or a new confirmation. A
 * lesson that was waiting, or was recalled meanwhile, waits for that hour too, and none comes before the end of a pause
 * that was asked for in the same moment. Nothing moves unless `only` holds.
 */
export function reschedule(db: Db, subscriberId: number, nextAt: number, only: SQL = sql`true`) {
  const at = sql`max(${nextAt}, coalesce((select paused_until from subscribers where id = ${subscriberId}), 0))`
  return [
    db.run(sql`
      update enrolments set next_due_at = ${at} where subscriber_id = ${subscriberId} and finished_at is null and next_lesson <= lessons and ${only}`),
    postpone(
      db,
      sql`
        select d.id, ${at} as due_at, ${at} + ${LATE_LESSON_MS} as expires_at from deliveries d
        where d.subscriber_id = ${subscriberId} and d.kind = 'lesson' and (d.status in ('queued', 'claimed', 'cancelled') or ${isUnfilled}) and ${only}`,
    ),
  ] as const
}
