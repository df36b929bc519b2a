import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { subscribers } from '../../subscribers/schema'

/** Who has booked; after that no letter asks to book. */
export const bookings = sqliteTable(
  'bookings',
  {
    subscriberId: integer()
      .primaryKey()
      .references(() => subscribers.id),
    bookedAt: integer().notNull(),
    source: text().notNull(),
  },
  (t) => [index('bookings_since').on(t.bookedAt)],
)

/** Clicks on "Book a session", only counted. */
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
