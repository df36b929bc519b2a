import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** ProviderEventKind from the provider as it came, once per message id; the body, which holds addresses, is emptied after a week. */
export const reports = sqliteTable(
  'reports',
  { svixId: text().primaryKey(), type: text().notNull(), body: text().notNull(), receivedAt: integer().notNull() },
  (t) => [
    index('reports_received').on(t.receivedAt),
    index('reports_with_body').on(t.receivedAt).where(sql`body <> ''`),
  ],
)
