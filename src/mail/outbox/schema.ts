import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { oneOf } from '../../platform/one-of'

export const KINDS = ['confirm', 'lesson', 'broadcast', 'signin', 'digest'] as const
export type Kind = (typeof KINDS)[number]

/** How far a delivery has come; it only ever moves to the right. */
export const STATUSES = [
  'queued',
  'claimed',
  'sent',
  'delayed',
  'soft_bounced',
  'delivered',
  'failed',
  'bounced',
  'complained',
  'cancelled',
] as const
export type Status = (typeof STATUSES)[number]

/** What may be wrong with our key at the provider. */
export const KEY_PROBLEMS = ['may_only_send', 'unknown'] as const
export type KeyProblem = (typeof KEY_PROBLEMS)[number]

/** The outbox: every mail that will ever leave is one row, written once under its dedupe key. Moments are ms. */
export const deliveries = sqliteTable(
  'deliveries',
  {
    id: integer().primaryKey(),
    dedupeKey: text().notNull().unique(),
    kind: text({ enum: KINDS }).notNull(),
    /** What it is written from: the name of a compiled template, or the hash of content that was stored. */
    template: text().notNull(),
    /** What it is of, such as lesson 3 (`part`) of an enrolment; `sourceId` is null where that is no longer known. */
    sourceKind: text().notNull(),
    sourceId: integer(),
    part: integer(),
    /** To whom it goes: to one of the two. */
    subscriberId: integer(),
    operatorId: integer(),
    status: text({ enum: STATUSES }).notNull().default('queued'),
    dueAt: integer().notNull(),
    /** After this moment it is not sent any more, until its feature gives it a new time. */
    expiresAt: integer(),
    batchId: text(),
    createdAt: integer().notNull(),
    providerId: text(),
    problem: text(),
    /** It failed because this content could not be filled: its hash, empty where there was no content. */
    unfilled: text(),
    sentAt: integer(),
    delayedAt: integer(),
    softBouncedAt: integer(),
    deliveredAt: integer(),
    failedAt: integer(),
    bouncedAt: integer(),
    complainedAt: integer(),
    cancelledAt: integer(),
    openedAt: integer(),
    clickedAt: integer(),
  },
  (t) => [
    index('deliveries_due').on(t.dueAt).where(sql`status = 'queued'`),
    index('deliveries_expiring').on(t.expiresAt).where(sql`status = 'queued' and expires_at is not null`),
    index('deliveries_waiting').on(t.sourceKind, t.sourceId).where(sql`status = 'queued'`),
    index('deliveries_unfilled').on(t.kind, t.template).where(sql`unfilled is not null`),
    index('deliveries_of_batch').on(t.batchId).where(sql`batch_id is not null`),
    index('deliveries_of_subscriber').on(t.subscriberId, t.createdAt),
    index('deliveries_of_operator').on(t.operatorId).where(sql`operator_id is not null`),
    index('deliveries_failed').on(t.failedAt).where(sql`failed_at is not null`),
    index('deliveries_bounced').on(t.bouncedAt).where(sql`bounced_at is not null`),
    index('deliveries_complained').on(t.complainedAt).where(sql`complained_at is not null`),
    check('deliveries_kind', sql`${t.kind} in (${oneOf(KINDS)})`),
    check('deliveries_status', sql`${t.status} in (${oneOf(STATUSES)})`),
    check('deliveries_to_one', sql`(${t.subscriberId} is null) <> (${t.operatorId} is null)`),
    check('deliveries_claimed_in_a_batch', sql`${t.status} <> 'claimed' or ${t.batchId} is not null`),
    check('deliveries_queued_in_none', sql`${t.status} <> 'queued' or ${t.batchId} is null`),
  ],
)

/** At most 100 deliveries that are sent in one request, under one idempotency key, with content that never changes. */
export const batches = sqliteTable(
  'batches',
  {
    id: text().primaryKey(),
    kind: text({ enum: KINDS }).notNull(),
    createdAt: integer().notNull(),
    /** The sweep puts the batch on the queue again from this moment on. */
    nextTryAt: integer().notNull(),
    /** Who is sending it now, and until when nobody else may. */
    lease: text(),
    leaseUntil: integer(),
    attempts: integer().notNull().default(0),
    /**
     * What is sent, as JSON of `Frozen`; written before the first request, never changed, and emptied when all is
     * settled.
     */
    frozen: text(),
    /** From this moment the provider may have accepted it without our knowing. */
    doubtSince: integer(),
    settledAt: integer(),
    /** How late its letters left, at the 95th percentile (ms). */
    lateMs: integer(),
    accepted: integer().notNull().default(0),
    refused: integer().notNull().default(0),
    problem: text(),
  },
  (t) => [
    index('batches_open').on(t.nextTryAt).where(sql`settled_at is null`),
    index('batches_settled').on(t.settledAt).where(sql`settled_at is not null`),
    check('batches_sent_only_frozen', sql`${t.accepted} = 0 or ${t.frozen} is not null`),
  ],
)

/** Templates under their hash, so that a batch sent again after a deploy is the same to the byte. */
export const templates = sqliteTable('templates', {
  hash: text().primaryKey(),
  subject: text().notNull(),
  html: text().notNull(),
  text: text().notNull(),
  createdAt: integer().notNull(),
})

/** The state of the whole outbox, in one row: the last tick, and whether sending is paused. */
export const outbox = sqliteTable(
  'outbox',
  {
    id: integer().primaryKey(),
    lastTickAt: integer(),
    pausedUntil: integer(),
    pauseReason: text(),
    /** Since when the provider is still to be asked what it accepted, and how far through its list we are. */
    catchUpSince: integer(),
    catchUpAfter: text(),
    /** When the gap was noticed: what the provider can never say is not waited for much longer than this. */
    catchUpAt: integer(),
    /** The key that was last looked at, by its fingerprint, and what is wrong with it at the provider. */
    keyName: text(),
    keyProblem: text({ enum: KEY_PROBLEMS }),
    /** When alerts were last checked. */
    watchedAt: integer(),
    /** Since when the provider's answers count this account's day, as on its free plan; null on plans without. */
    dailyQuotaAt: integer(),
  },
  (t) => [check('outbox_is_one', sql`${t.id} = 1`)],
)
