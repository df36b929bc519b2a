import { type SQL, sql } from 'drizzle-orm'

/** The dedupe key of the letter of a broadcast to a subscriber, by the columns or values of their ids. */
export const letterKey = (id: SQL, subscriberId = sql`s.id`) =>
  sql`'broadcast/' || cast(${id} as integer) || '/' || ${subscriberId}`

/** The letter of a broadcast has left to a subscriber `s`. */
export const gotLetter = (id: SQL) =>
  sql`exists (select 1 from deliveries d where d.dedupe_key = ${letterKey(id)} and d.sent_at is not null)`

/** The letter of a broadcast has left to a subscriber `s`, or still may. */
export const mayGetLetter = (id: SQL) => sql`exists (
  select 1 from deliveries d where d.dedupe_key = ${letterKey(id)}
    and (d.sent_at is not null or d.status in ('queued', 'claimed')))`
