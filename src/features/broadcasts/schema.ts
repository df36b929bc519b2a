import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { oneOf } from '../../platform/one-of'

export const BROADCAST_STATUSES = ['draft', 'scheduled', 'sending', 'paused', 'stopped', 'sent'] as const
export type BroadcastStatus = (typeof BROADCAST_STATUSES)[number]

/** Letters to everyone. A draft can change; from scheduling on its content is fixed under its hash. Moments are ms. */
export const broadcasts = sqliteTable(
  'broadcasts',
  {
    id: integer().primaryKey(),
    status: text({ enum: BROADCAST_STATUSES }).notNull().default('draft'),
    subject: text().notNull(),
    preheader: text().notNull(),
    html: text().notNull(),
    text: text().notNull(),
    templateHash: text(),
    scheduledAt: integer(),
    /** The fan-out has written letters for subscribers up to this id, and is done from `fannedOutAt` on. */
    reachedId: integer().notNull().default(0),
    fannedOutAt: integer(),
    finishedAt: integer(),
    createdAt: integer().notNull(),
    updatedAt: integer().notNull(),
  },
  (t) => [
    index('broadcasts_on_their_way').on(t.scheduledAt).where(sql`status in ('scheduled', 'sending')`),
    check('broadcasts_status', sql`${t.status} in (${oneOf(BROADCAST_STATUSES)})`),
    check(
      'broadcasts_leave_with_content',
      sql`${t.status} = 'draft' or (${t.templateHash} is not null and ${t.scheduledAt} is not null)`,
    ),
  ],
)
