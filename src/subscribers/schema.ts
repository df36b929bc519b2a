import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** People and what they said. Whether mail reaches them is in `suppressions`. Moments are ms. */
export const subscribers = sqliteTable(
  'subscribers',
  {
    id: integer().primaryKey(),
    email: text().notNull(),
    firstName: text().notNull().default(''),
    timeZone: text().notNull(),
    sendHour: integer().notNull(),
    weekdaysOnly: integer({ mode: 'boolean' }).notNull().default(false),
    createdAt: integer().notNull(),
    confirmedAt: integer(),
    unsubscribedAt: integer(),
    pausedUntil: integer(),
  },
  (t) => [
    uniqueIndex('subscribers_address').on(sql`lower(${t.email})`),
    check('subscribers_send_hour', sql`${t.sendHour} between 0 and 23`),
    check('subscribers_email', sql`${t.email} like '%_@_%'`),
  ],
)

export const CONSENT_ACTIONS = [
  'signed_up',
  'confirmed',
  'unsubscribed',
  'paused',
  'went_on',
  'changed_preferences',
] as const
export type ConsentAction = (typeof CONSENT_ACTIONS)[number]

/** The consent ledger: what was said, when, to which words, from where. Rows are added and never changed (triggers see to it). */
export const consents = sqliteTable(
  'consents',
  {
    id: integer().primaryKey(),
    subscriberId: integer()
      .notNull()
      .references(() => subscribers.id),
    action: text({ enum: CONSENT_ACTIONS }).notNull(),
    at: integer().notNull(),
    wordingVersion: text(),
    wording: text(),
    page: text(),
    referrer: text(),
    campaign: text(),
    networkHash: text(),
    detail: text(),
  },
  (t) => [index('consents_of_subscriber').on(t.subscriberId, t.at)],
)
