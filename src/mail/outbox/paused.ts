import { sql } from 'drizzle-orm'

/** After this long without a tick the database may be an older copy of itself, and the provider is asked first. */
export const GAP_MS = 3 * 3_600_000

/** All sending is paused, as the provider demanded. */
export const isStoppedByProvider = (now: number) => sql`exists (select 1 from outbox where paused_until > ${now})`

/** Sending of what was waiting is paused: the provider demanded it, or is still to be asked what it already has. */
export const isSendingPaused = (now: number) =>
  sql`(${isStoppedByProvider(now)} or exists (select 1 from outbox where catch_up_since is not null))`
