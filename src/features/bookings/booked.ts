import { sql } from 'drizzle-orm'
import { int } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { select } from '../../platform/query'

/** A subscriber `s` has booked. */
export const hasBooked = sql`exists (select 1 from bookings k where k.subscriber_id = s.id)`

/** A subscriber `s` has clicked "Book a session". */
export const hasPressed = sql`exists (select 1 from booking_clicks k where k.subscriber_id = s.id)`

/** A subscriber `s` has booked, or clicked "Book a session", since a moment (ms). */
export const pressedSince = (moment: number) => sql`(
  exists (select 1 from booking_clicks k where k.subscriber_id = s.id and k.clicked_at >= ${moment})
  or exists (select 1 from bookings k where k.subscriber_id = s.id and k.booked_at >= ${moment}))`

/** The query for who booked from one moment (ms) until another: `subscriber_id` and `booked_at`. */
export const bookingsBetween = (from: number, until: number) => sql`
  select subscriber_id, booked_at from bookings where booked_at >= ${from} and booked_at < ${until}`

/** Whether this subscriber has booked. */
export async function isBooked(db: Db, subscriberId: number): Promise<boolean> {
  const rows = await select(db, { subscriberId: int }, sql`from bookings where subscriber_id = ${subscriberId}`)
  return rows.length > 0
}

/** Records that a subscriber has booked; a second call changes nothing. */
export async function markBooked(db: Db, subscriberId: number, source: string, now: number): Promise<void> {
  await db.run(sql`
    insert into bookings (subscriber_id, booked_at, source)
    select id, ${now}, ${source} from subscribers where id = ${subscriberId} on conflict (subscriber_id) do nothing`)
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const MAX_A_DAY = sql.raw('50')

/** Counts a click on "Book a session": at most one a minute and fifty a day for a reader. */
export async function countClick(db: Db, subscriberId: number, now: number): Promise<void> {
  const since = (moment: number) => sql`
    select 1 from booking_clicks k where k.subscriber_id = s.id and k.clicked_at > ${moment}`
  await db.run(sql`
    insert into booking_clicks (subscriber_id, clicked_at) select s.id, ${now} from subscribers s
    where s.id = ${subscriberId} and not exists (${since(now - MINUTE_MS)})
      and (select count(*) from (${since(now - DAY_MS)} limit ${MAX_A_DAY})) < ${MAX_A_DAY}`)
}
