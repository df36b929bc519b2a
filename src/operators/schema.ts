import { sql } from 'drizzle-orm'
import { check, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** Where an operator was named: in the settings, or on the practitioner's pages. */
export const OPERATOR_SOURCES = ['settings', 'pages'] as const

/** Who runs this service: gets its alerts and may sign in. A removed one keeps the row. Moments are ms. */
export const operators = sqliteTable(
  'operators',
  {
    id: integer().primaryKey(),
    email: text().notNull(),
    source: text({ enum: OPERATOR_SOURCES }).notNull(),
    addedAt: integer().notNull(),
    removedAt: integer(),
  },
  (t) => [
    uniqueIndex('operators_address').on(sql`lower(${t.email})`),
    check('operators_source', sql`${t.source} in ('settings', 'pages')`),
  ],
)
