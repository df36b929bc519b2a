import { sql } from 'drizzle-orm'
import type { Db } from '../platform/db'
import { newId } from '../platform/ids'

/** What is written down of what operators do; `web/admin/log` has a sentence for each. */
export const AUDIT_ACTIONS = [
  'signed_in',
  'signed_out',
  'session_revoked',
  'sessions_revoked',
  'passkey_added',
  'passkey_renamed',
  'passkey_removed',
  'operator_added',
  'operator_removed',
  'letter_begun',
  'letter_changed',
  'letter_copied',
  'letter_deleted',
  'letter_restored',
  'letter_tested',
  'claim_words_changed',
  'letter_replies_noted',
  'letter_published',
  'letter_unpublished',
  'audience_chosen',
  'segment_saved',
  'segment_renamed',
  'segment_deleted',
  'letter_scheduled',
  'letter_taken_back',
  'letter_paused',
  'letter_resumed',
  'letter_stopped',
  'letter_released',
  'letter_rewritten',
  'letter_again',
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]

/** Who acts, and from where; `c.var.actor` of the practitioner's pages. */
export type Actor = { operatorId: number; device: string; network: string | null }

/** What was done: to what (an id), and what the sentence about it needs, such as an address or a subject line. */
export type Act = { action: AuditAction; subject?: string | number; detail?: Readonly<Record<string, string | number>> }

/**
 * The statement that adds to the audit log; it belongs into the transaction of the change. `where` is a condition for
 * changes that may turn out to change nothing.
 */
export function recordAudit(
  db: Db,
  { operatorId, device, network, action, subject, detail }: Actor & Act,
  now: number,
  where = sql`true`,
) {
  const told = detail ? JSON.stringify(detail) : null
  return db.run(sql`
    insert into audit_log (id, at, operator_id, action, subject, detail, device, network)
    select ${newId()}, ${now}, ${operatorId}, ${action}, ${subject === undefined ? null : String(subject)}, ${told},
      ${device}, ${network}
    where ${where}`)
}

/** The condition that nobody has noted the same of the same since a moment (ms): what happens often is noted once. */
export function notNotedSince({ operatorId, action, subject }: Actor & Act, since: number) {
  return sql`not exists (
    select 1 from audit_log
    where at > ${since} and operator_id = ${operatorId} and action = ${action} and subject = ${String(subject)})`
}
