import { integer, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core'

/** Alerts that were sent, at most one a day (UTC) for a cause. Moments are ms. */
export const alerts = sqliteTable(
  'alerts',
  {
    id: integer().primaryKey(),
    cause: text().notNull(),
    day: text().notNull(),
    /** How many letters, sign-ups or faults it is about. */
    number: integer().notNull(),
    raisedAt: integer().notNull(),
  },
  (t) => [unique('alerts_once_a_day').on(t.cause, t.day)],
)
