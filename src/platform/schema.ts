import { sql } from 'drizzle-orm'
import { check, integer, sqliteTable } from 'drizzle-orm/sqlite-core'

/** Development only: how far the service's clock runs ahead of the real one. */
export const devClock = sqliteTable('dev_clock', { id: integer().primaryKey(), offsetMs: integer().notNull() }, (t) => [
  check('dev_clock_is_one', sql`${t.id} = 1`),
])
