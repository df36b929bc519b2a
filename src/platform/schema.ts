import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Development only: how far the service's clock runs ahead of the real one. */
export const devClock = sqliteTable('dev_clock', { id: integer().primaryKey(), offsetMs: integer().notNull() }, (t) => [
  check('dev_clock_is_one', sql`${t.id} = 1`),
])

/**
 * What failed alone while everything else went on: one row for each thing that failed, counted. `subject` is the id of
 * the row, event or template. Moments are ms.
 */
export const faults = sqliteTable(
  'faults',
  {
    code: text().notNull(),
    subject: text().notNull(),
    problem: text().notNull(),
    times: integer().notNull().default(1),
    firstAt: integer().notNull(),
    lastAt: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.code, t.subject] }), index('faults_last').on(t.lastAt)],
)
