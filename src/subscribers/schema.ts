import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** People and what they said. Whether mail reaches them is in `suppressions`. Moments are ms. */
export const subscribers = sqliteTable(
  'subscribers',
  {
    id: integer().primaryKey(),
    email: text().notNull(),
    firstName: text().notNull().default(''),
    timeZone: text().notNull(),
    /** Since when the practitioner's zone replaces an unknown one; null when the reader or the browser named it. */
    zoneAssumedAt: integer(),
    sendHour: integer().notNull(),
    weekdaysOnly: integer({ mode: 'boolean' }).notNull().default(false),
    createdAt: integer().notNull(),
    confirmedAt: integer(),
    unsubscribedAt: integer(),
    pausedUntil: integer(),
  },
  (t) => [
    uniqueIndex('subscribers_address').on(sql`lower(${t.email})`),
    index('subscribers_zone_to_mend').on(t.id).where(sql`zone_assumed_at = 0`),
    index('subscribers_unconfirmed').on(t.createdAt).where(sql`confirmed_at is null`),
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

/**
 * The consent ledger: what was said, when, to which wording, from where. Rows are added and never changed (triggers see
 * to it).
 */
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
  (t) => [
    index('consents_of_subscriber').on(t.subscriberId, t.at),
    index('consents_source')
      .on(sql`case when json_valid(campaign) then campaign ->> 'utm_source' end`, t.subscriberId)
      .where(sql`campaign is not null`),
    index('consents_campaign')
      .on(sql`case when json_valid(campaign) then campaign ->> 'utm_campaign' end`, t.subscriberId)
      .where(sql`campaign is not null`),
    index('consents_left_by_letter')
      .on(sql`case when json_valid(detail) then detail ->> 'broadcast' end`)
      .where(sql`action = 'unsubscribed' and detail is not null`),
  ],
)

/** Words that the practitioner puts to a subscriber, to write to some and not to all. */
export const subscriberTags = sqliteTable(
  'subscriber_tags',
  {
    subscriberId: integer()
      .notNull()
      .references(() => subscribers.id),
    tag: text().notNull(),
    taggedAt: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.subscriberId, t.tag] }), index('subscriber_tags_by_tag').on(t.tag, t.subscriberId)],
)

/**
 * Unconfirmed sign-ups, one row an attempt: what was typed and agreed to, until the owner of the address confirms.
 * Sign-up limits count these rows. Deleted after `KEEP_UNCONFIRMED_DAYS`.
 */
export const signUps = sqliteTable(
  'sign_ups',
  {
    id: integer().primaryKey(),
    subscriberId: integer()
      .notNull()
      .references(() => subscribers.id),
    createdAt: integer().notNull(),
    /** Null when no confirmation was due for it: too soon, or too many. An address that gets no mail counts too. */
    letterAt: integer(),
    confirmedAt: integer(),
    /** When its confirmation leaves, or would: every attempt has a place in the day's share of the quota. */
    slotAt: integer(),
    /** The address without its tag and its dots: all spellings of one mailbox count together. */
    mailbox: text().notNull(),
    /** Null for callers that no limit counts: this machine itself, in development. */
    domain: text(),
    firstName: text().notNull(),
    /** Null when neither browser nor network named it. */
    timeZone: text(),
    /** The slug of the course that was asked for; null before there was a choice. */
    course: text(),
    wordingVersion: text().notNull(),
    wording: text().notNull(),
    page: text().notNull(),
    referrer: text(),
    campaign: text(),
    networkHash: text(),
  },
  (t) => [
    uniqueIndex('sign_ups_of_subscriber').on(t.subscriberId, t.createdAt),
    index('sign_ups_of_mailbox').on(t.mailbox, t.createdAt),
    index('sign_ups_of_domain').on(t.domain, t.createdAt),
    index('sign_ups_of_network').on(t.networkHash, t.createdAt),
    index('sign_ups_created').on(t.createdAt, t.domain),
    index('sign_ups_slots').on(t.slotAt).where(sql`slot_at is not null`),
  ],
)

/** Addresses whose owner said "never write to this address again", as keyed hashes; nothing else of them is stored. */
export const optOuts = sqliteTable('opt_outs', { addressHash: text().primaryKey(), at: integer().notNull() })

/** The key of those hashes: made once by the migration and never changed, so that a new `APP_SECRET` forgets nobody. */
export const addressKey = sqliteTable('address_key', { id: integer().primaryKey(), key: text().notNull() }, (t) => [
  check('address_key_is_one', sql`${t.id} = 1`),
])
