import { sql } from 'drizzle-orm'

/** An operator `o` who has not been removed. */
export const isOperator = sql`o.removed_at is null`
