import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { subscribers } from '../../../subscribers/schema'

/**
 * Where the counted links of a broadcast lead. Rows are added and never changed, because a letter that has left holds
 * their keys for ever.
 */
export const broadcastLinks = sqliteTable(
  'broadcast_links',
  { broadcastId: integer().notNull(), key: text().notNull(), href: text().notNull() },
  (t) => [primaryKey({ columns: [t.broadcastId, t.key] })],
)

/**
 * Who opened which link of which broadcast: one row however often. A person's click and a machine's are told apart, and
 * of each the first moment is kept (ms). The migration makes it a table WITHOUT ROWID.
 */
export const linkClicks = sqliteTable(
  'link_clicks',
  {
    broadcastId: integer().notNull(),
    subscriberId: integer()
      .notNull()
      .references(() => subscribers.id, { onDelete: 'cascade' }),
    key: text().notNull(),
    /** The part of the broadcast that the letter was of, as in `deliveries`. */
    part: integer().notNull(),
    humanAt: integer(),
    machineAt: integer(),
    /** When it was last noted that the link was opened, and how often that was noted. */
    seenAt: integer().notNull(),
    times: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.broadcastId, t.subscriberId, t.key] }),
    index('link_clicks_of_subscriber').on(t.subscriberId, t.humanAt),
  ],
)
