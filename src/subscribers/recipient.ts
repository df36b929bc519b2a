import { sql } from 'drizzle-orm'

/** How a letter kind reaches the subscriber `s` of a delivery `d`. */
export const toSubscriber = { email: sql`s.email`, join: sql`join subscribers s on s.id = d.subscriber_id` }
