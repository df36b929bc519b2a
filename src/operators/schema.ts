import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { oneOf } from '../platform/one-of'

/** Where an operator was named: in the settings, or on the practitioner's pages. */
export const OPERATOR_SOURCES = ['settings', 'pages'] as const

/** Who runs this service: gets its alerts and may sign in. A removed one keeps the row. Moments are ms. */
export const operators = sqliteTable(
  'operators',
  {
    id: integer().primaryKey(),
    email: text().notNull(),
    source: text({ enum: OPERATOR_SOURCES }).notNull(),
    addedAt: integer().notNull(),
    removedAt: integer(),
  },
  (t) => [
    uniqueIndex('operators_address').on(sql`lower(${t.email})`),
    check('operators_source', sql`${t.source} in ('settings', 'pages')`),
  ],
)

/** What a link is for: signing in, asked for by whoever it is; or an invitation, sent by another operator. */
export const LINK_REASONS = ['sign_in', 'invitation'] as const

/**
 * Links to sign in, one row a request, whoever asked: an address that is no operator's has a row as well, without
 * operator and address, so that both take the same time. The token of a link is signed and not stored.
 */
export const signInLinks = sqliteTable(
  'sign_in_links',
  {
    id: integer().primaryKey(),
    operatorId: integer().references(() => operators.id),
    reason: text({ enum: LINK_REASONS }).notNull(),
    createdAt: integer().notNull(),
    expiresAt: integer().notNull(),
    /** When somebody signed in with it, or with another one, which voids it. */
    usedAt: integer(),
    /** Asked for from a browser or a network from which this operator has signed in before. */
    known: integer({ mode: 'boolean' }).notNull(),
  },
  (t) => [
    index('sign_in_links_of_operator').on(t.operatorId, t.createdAt),
    index('sign_in_links_created').on(t.createdAt),
    check('sign_in_links_reason', sql`${t.reason} in (${oneOf(LINK_REASONS)})`),
  ],
)

/** How somebody signed in. */
export const SIGN_IN_WAYS = ['link', 'passkey', 'development'] as const

/** Why a session ended before its time. */
export const SESSION_ENDS = ['signed_out', 'revoked', 'operator_removed', 'replaced'] as const

/** Who is signed in where. An ended session keeps its row for a while, so that its browser can be told why. */
export const sessions = sqliteTable(
  'sessions',
  {
    id: integer().primaryKey(),
    /** SHA-256 of the token in the cookie, which is stored nowhere else. */
    tokenHash: text().notNull().unique(),
    operatorId: integer()
      .notNull()
      .references(() => operators.id),
    way: text({ enum: SIGN_IN_WAYS }).notNull(),
    /** The link it was opened with. */
    linkId: integer(),
    createdAt: integer().notNull(),
    /** Written at most once an hour. */
    usedAt: integer().notNull(),
    endedAt: integer(),
    endedBy: text({ enum: SESSION_ENDS }),
    /** Browser and machine in plain words. */
    device: text().notNull(),
    /** The network in coarse form, to be read; and as a keyed hash, to be known again. */
    network: text(),
    networkHash: text(),
  },
  (t) => [
    index('sessions_of_operator').on(t.operatorId, t.usedAt),
    index('sessions_used').on(t.usedAt),
    check('sessions_way', sql`${t.way} in (${oneOf(SIGN_IN_WAYS)})`),
    check('sessions_ended', sql`(${t.endedAt} is null) = (${t.endedBy} is null)`),
  ],
)

/** What was typed into a form whose session was over when it came; one row a session. */
export const unsavedForms = sqliteTable(
  'unsaved_forms',
  {
    sessionId: integer().primaryKey(),
    operatorId: integer().notNull(),
    at: integer().notNull(),
    path: text().notNull(),
    /** JSON list of pairs of name and value. */
    fields: text().notNull(),
  },
  (t) => [index('unsaved_forms_of_operator').on(t.operatorId, t.at), index('unsaved_forms_at').on(t.at)],
)

/** Passkeys (W3C WebAuthn). Only public keys: nobody can sign in with what is stored here. */
export const passkeys = sqliteTable(
  'passkeys',
  {
    id: integer().primaryKey(),
    /** Credential id and public key in base64url. */
    credentialId: text().notNull().unique(),
    publicKey: text().notNull(),
    operatorId: integer()
      .notNull()
      .references(() => operators.id),
    name: text().notNull(),
    /** The signature counter; some authenticators leave it at 0. */
    counter: integer().notNull(),
    /** JSON list of how the authenticator can be reached. */
    transports: text().notNull(),
    createdAt: integer().notNull(),
    usedAt: integer(),
  },
  (t) => [index('passkeys_of_operator').on(t.operatorId)],
)

/** Challenges that were answered, as SHA-256, so that no answer counts twice. */
export const usedChallenges = sqliteTable(
  'used_challenges',
  { hash: text().primaryKey(), at: integer().notNull() },
  (t) => [index('used_challenges_at').on(t.at)],
)

/** Who did what on the practitioner's pages, when and from where. Rows are added, never changed, and deleted by age. */
export const auditLog = sqliteTable(
  'audit_log',
  {
    id: integer().primaryKey(),
    at: integer().notNull(),
    operatorId: integer(),
    action: text().notNull(),
    /** What it was done to, such as the id of a broadcast. */
    subject: text(),
    /** JSON of what a sentence about it needs. */
    detail: text(),
    device: text().notNull(),
    network: text(),
  },
  (t) => [index('audit_log_at').on(t.at, t.id)],
)
