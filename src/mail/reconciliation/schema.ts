import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Events of the provider as they came, once per message id; the body, which holds addresses, is emptied after a week.
 * The migration makes it a table WITHOUT ROWID, and one index serves all ages, so that storing an event writes two
 * rows.
 */
export const providerEvents = sqliteTable(
  'provider_events',
  { svixId: text().primaryKey(), type: text().notNull(), body: text().notNull(), receivedAt: integer().notNull() },
  (t) => [index('provider_events_age').on(sql`(body = '')`, t.receivedAt)],
)
