import { sql } from 'drizzle-orm'
import { postpone } from '../delivery/postpone'
import type { Db } from '../platform/db'
import { type Hours, nextSlot } from '../platform/local-time'
import { LATE_LESSON_MS, type SharedHours } from './advance'

type LapsedHours = SharedHours & { pausedUntil: number | null }

const lapsed = (now: number) => sql`d.status = 'queued' and d.kind = 'lesson' and d.expires_at <= ${now}`

/** The query for the different hours of readers whose lesson waited for more than a day, as after an outage. */
export function lapsedHours(db: Db, now: number) {
  return db.all<LapsedHours>(sql`
    select distinct s.time_zone as "timeZone", s.send_hour as "sendHour", s.weekdays_only as "weekdaysOnly", s.paused_until as "pausedUntil"
    from deliveries d join subscribers s on s.id = d.recipient_id where ${lapsed(now)}`)
}

/** The statement that gives those lessons their reader's next local hour. */
export function retime(db: Db, hours: readonly LapsedHours[], now: number) {
  const times = hours.map((shared) => {
    const own: Hours = { ...shared, weekdaysOnly: shared.weekdaysOnly === 1 }
    return { ...shared, next: nextSlot(Math.max(now, shared.pausedUntil ?? 0), own) }
  })
  return postpone(
    db,
    sql`
      select d.id, c.value ->> 'next' as due_at, (c.value ->> 'next') + ${LATE_LESSON_MS} as expires_at
      from deliveries d join subscribers s on s.id = d.recipient_id join json_each(${JSON.stringify(times)}) c
        on c.value ->> 'timeZone' = s.time_zone and c.value ->> 'sendHour' = s.send_hour
        and c.value ->> 'weekdaysOnly' = s.weekdays_only and c.value ->> 'pausedUntil' is s.paused_until
      where ${lapsed(now)}`,
  )
}
