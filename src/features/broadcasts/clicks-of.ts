import { type SQL, sql } from 'drizzle-orm'

/** The query for the people who clicked in a broadcast, on any of its links: `subscriber_id` and `clicked_at`. */
export const clicksOf = (id: SQL) => sql`
  select subscriber_id, human_at as clicked_at from link_clicks where broadcast_id = ${id} and human_at is not null`

/** A subscriber `s` clicked in a letter since a moment (ms). */
export const clickedSince = (moment: number) =>
  sql`exists (select 1 from link_clicks k where k.subscriber_id = s.id and k.human_at >= ${moment})`
