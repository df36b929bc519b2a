import { sql } from 'drizzle-orm'

/** The mail system told us not to write to this subscriber `s`. */
export const isSuppressed = sql`exists (select 1 from suppressions x where x.email = lower(s.email) and x.lifted_at is null)`

/** The mailbox refused three letters in a row, and the subscriber has not asked us to try again. */
export const isSoftlySuppressed = sql`exists (
  select 1 from suppressions x where x.email = lower(s.email) and x.reason = 'soft_bounces' and x.lifted_at is null)`

/** Someone we may write to: a subscriber `s` who confirmed, has not unsubscribed, and whom mail reaches. */
export const mayWriteTo = sql`(s.confirmed_at is not null and s.unsubscribed_at is null and not ${isSuppressed})`

/** A subscriber `s` who asked for a pause that is not over: nothing is sent meanwhile. */
export const isPaused = (now: number) => sql`coalesce(s.paused_until, 0) > ${now}`
