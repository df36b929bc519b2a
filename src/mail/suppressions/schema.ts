import { sql } from 'drizzle-orm'
import { check, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { oneOf } from '../../platform/one-of'

/** Why an address is not written to. */
export const SUPPRESSION_REASONS = ['hard_bounce', 'complaint', 'soft_bounces'] as const
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number]

/** Addresses the mail system told us not to write to; consent is another matter. */
export const suppressions = sqliteTable(
  'suppressions',
  {
    email: text().primaryKey(),
    reason: text({ enum: SUPPRESSION_REASONS }).notNull(),
    suppressedAt: integer().notNull(),
    /** Since when the subscriber asked us to try again; only ever after soft bounces. */
    liftedAt: integer(),
  },
  (t) => [
    check('suppressions_reason', sql`${t.reason} in (${oneOf(SUPPRESSION_REASONS)})`),
    check('suppressions_lifted_only_when_soft', sql`${t.liftedAt} is null or ${t.reason} = 'soft_bounces'`),
  ],
)
