import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * How many letters of a source were written and what became of them, kept by the statements that change deliveries, so
 * that nobody counts a hundred thousand rows. Only of what goes to many readers; `part` is 0 where a letter has none.
 */
export const letterCounts = sqliteTable(
  'letter_counts',
  {
    sourceKind: text().notNull(),
    sourceId: integer().notNull(),
    part: integer().notNull().default(0),
    planned: integer().notNull().default(0),
    sent: integer().notNull().default(0),
    delivered: integer().notNull().default(0),
    bounced: integer().notNull().default(0),
    complained: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.sourceKind, t.sourceId, t.part] })],
)
