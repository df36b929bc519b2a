import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { subscribers } from '../../subscribers/schema'

/** Who has booked; once somebody has, no letter calls her to book again. */
export const bookings = sqliteTable('bookings', {
  subscriberId: integer()
    .primaryKey()
    .references(() => subscribers.id),
  bookedAt: integer().notNull(),
  source: text().notNull(),
})

/** Presses of "Book a session", counted and changing nothing else. */
export const bookingClicks = sqliteTable(
  'booking_clicks',
  {
    id: integer().primaryKey(),
    subscriberId: integer()
      .notNull()
      .references(() => subscribers.id),
    clickedAt: integer().notNull(),
  },
  (t) => [index('booking_clicks_of_subscriber').on(t.subscriberId, t.clickedAt)],
)
