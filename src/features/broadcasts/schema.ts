import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
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
    /** Its words as JSON of `LetterDoc`. Where it is null, `html` and `text` are the words; else those are empty. */
    doc: text(),
    html: text().notNull(),
    text: text().notNull(),
    /** Counts the changes of subject, preheader and words, so that nobody writes over a change that was not seen. */
    version: integer().notNull().default(1),
    /** A draft that was deleted can be brought back until the housekeeping removes it. */
    deletedAt: integer(),
    /** Where it stands on the web, once it was published; it keeps its address when it is taken down. */
    slug: text(),
    publishedAt: integer(),
    templateHash: text(),
    /** To whom it goes, as JSON of `Audience`; null is the default. Fixed from scheduling on. */
    audience: text(),
    scheduledAt: integer(),
    /** For readers' own hours: the local date and time, and when that is in each zone, as JSON; null for one moment. */
    localAt: text(),
    moments: text(),
    /** The letter that this one repeats to those who did not click; once. */
    againOf: integer(),
    /** The fan-out has written letters for subscribers up to this id, and is done from `fannedOutAt` on. */
    reachedId: integer().notNull().default(0),
    fannedOutAt: integer(),
    finishedAt: integer(),
    /** How many readers wrote back, as the practitioner noted it. */
    replies: integer(),
    createdAt: integer().notNull(),
    updatedAt: integer().notNull(),
  },
  (t) => [
    index('broadcasts_on_their_way').on(t.scheduledAt).where(sql`status in ('scheduled', 'sending')`),
    index('broadcasts_drafts').on(t.updatedAt, t.id).where(sql`status = 'draft' and deleted_at is null`),
    index('broadcasts_scheduled').on(t.scheduledAt, t.id).where(sql`status <> 'draft'`),
    index('broadcasts_deleted').on(t.deletedAt).where(sql`deleted_at is not null`),
    index('broadcasts_published').on(t.publishedAt, t.id).where(sql`published_at is not null`),
    uniqueIndex('broadcasts_slug').on(t.slug).where(sql`slug is not null`),
    uniqueIndex('broadcasts_again_once').on(t.againOf).where(sql`again_of is not null`),
    check('broadcasts_status', sql`${t.status} in (${oneOf(BROADCAST_STATUSES)})`),
    check(
      'broadcasts_leave_with_content',
      sql`${t.status} = 'draft' or (${t.templateHash} is not null and ${t.scheduledAt} is not null)`,
    ),
  ],
)

/** Which of two subjects goes to those who were not in the test. */
export const SUBJECTS = ['a', 'b'] as const
export type Subject = (typeof SUBJECTS)[number]

/** A broadcast that tries a second subject on a part of its readers. From `testedAt` on that part is written. */
export const subjectTests = sqliteTable(
  'subject_tests',
  {
    broadcastId: integer()
      .primaryKey()
      .references(() => broadcasts.id),
    subject: text().notNull(),
    templateHash: text(),
    /** Of a hundred readers, how many are in the test. */
    share: integer().notNull(),
    decideAfterMs: integer().notNull(),
    testedAt: integer(),
    decideAt: integer(),
    winner: text({ enum: SUBJECTS }),
    decidedAt: integer(),
    /** What it was decided by: letters sent and people who clicked, as JSON of `Trial`. */
    trial: text(),
  },
  (t) => [
    index('subject_tests_open').on(t.decideAt).where(sql`decide_at is not null and winner is null`),
    check('subject_tests_share', sql`${t.share} between 1 and 100`),
    check('subject_tests_winner', sql`${t.winner} in (${oneOf(SUBJECTS)})`),
  ],
)

/** Audiences under a name, for the next letter. */
export const segments = sqliteTable(
  'segments',
  {
    id: integer().primaryKey(),
    name: text().notNull(),
    audience: text().notNull(),
    createdAt: integer().notNull(),
    updatedAt: integer().notNull(),
  },
  (t) => [uniqueIndex('segments_name').on(sql`lower(${t.name})`)],
)

/** Which pictures a letter has, by their keys; written with its words. A picture in none is deleted after a while. */
export const broadcastPictures = sqliteTable(
  'broadcast_pictures',
  {
    broadcastId: integer()
      .notNull()
      .references(() => broadcasts.id, { onDelete: 'cascade' }),
    pictureKey: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.broadcastId, t.pictureKey] }), index('broadcast_pictures_by_key').on(t.pictureKey)],
)

/**
 * What the practitioner changed in the list of claims that a letter should not make: another milder phrase for a
 * word, a word more, or, without a phrase, a word that is off the list. What was not changed is in
 * `default-claim-words.ts`.
 */
export const claimWords = sqliteTable('claim_words', {
  word: text().primaryKey(),
  milder: text(),
  updatedAt: integer().notNull(),
})
