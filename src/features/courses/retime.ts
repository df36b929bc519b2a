import { sql } from 'drizzle-orm'
import { postpone } from '../../mail/outbox/postpone'
import { int, moment } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { nextSlot } from '../../platform/local-time'
import { query, selectMany } from '../../platform/query'
import { assumeZone } from '../../subscribers/assume-zone'
import { atTheirHours, HOURS, isComputable, LATE_LESSON_MS, type SharedHours, tableOfHours } from './calendar'

/** Hours that several readers share, and until when (ms) their letters are paused (0 when they are not). */
export type LapsedHours = SharedHours & { pausedUntil: number }

/** The most lessons that one round gives a new hour. */
const MAX_AT_ONCE = sql.raw('20000')

/** The lessons that waited for more than a day, the longest waiting first: a query for their ids and subscribers. */
const lapsed = (now: number) => sql`
  select id, subscriber_id from deliveries where status = 'queued' and expires_at <= ${now} and kind = 'lesson'
  order by expires_at limit ${MAX_AT_ONCE}`

/** Longer than any pause that can be asked for; a later moment in the database is no pause. */
const LONGEST_PAUSE_MS = 400 * 86_400_000

const restsUntil = (now: number) => sql`
  iif(typeof(s.paused_until) = 'integer' and s.paused_until > ${now} and s.paused_until < ${now + LONGEST_PAUSE_MS}, s.paused_until, 0)`

/** The query for the different hours of readers whose lesson waited for more than a day, as after an outage. */
export function lapsedHours(db: Db, now: number) {
  const columns = { ...HOURS, pausedUntil: moment`${restsUntil(now)}` }
  return query(
    db,
    columns,
    (list) => sql`
    select distinct ${list} from (${lapsed(now)}) d cross join subscribers s on s.id = d.subscriber_id`,
  )
}

/** The statement that gives a zone to those of them who have none that is known; returns whose it was. */
export function mendLapsedZones(db: Db, zone: string, now: number) {
  return assumeZone(db, sql`select subscriber_id from (${lapsed(now)})`, zone, now)
}

/** The query for the ids of those lessons. */
export function lapsedIds(db: Db, now: number) {
  return selectMany(db, { id: int }, sql`from (${lapsed(now)})`)
}

/** The statement that gives those lessons, or those among them with these ids, their reader's next local hour. */
export function retime(db: Db, hours: readonly LapsedHours[], now: number, ids?: readonly number[]) {
  const among = ids ? sql`where d.id in (select value from json_each(${JSON.stringify(ids)}))` : sql``
  const rows = hours.filter(isComputable).map((shared) => {
    const { timeZone, sendHour, weekdaysOnly, pausedUntil } = shared
    return [timeZone, sendHour, +weekdaysOnly, pausedUntil, nextSlot(Math.max(now, pausedUntil), shared)] as const
  })
  return postpone(
    db,
    sql`
      with ${tableOfHours(rows, sql`value ->> 3 as paused_until, value ->> 4 as next`)}
      select d.id, c.next as due_at, c.next + ${LATE_LESSON_MS} as expires_at
      from (${lapsed(now)}) d cross join subscribers s on s.id = d.subscriber_id
        cross join calendar c on ${atTheirHours} and c.paused_until = ${restsUntil(now)} ${among}`,
  )
}
