import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'
import { MAX_LETTERS } from '../provider'
import { isSendingPaused } from './paused'
import type { Kind } from './schema'

/**
 * The batch that claims rows when they are written: this one, the one that an expression names or null, or those of a
 * plan.
 */
export type Claim = string | SQL | { planId: string; kind: Kind }

/** What all rows of one `enqueue` share: their kind, what they are of, and whose ids the recipients are. */
export type LetterSource = { kind: Kind; source: string; to: 'subscriber' | 'operator' }

/**
 * Writes rows into the outbox, each once: `rows` selects dedupe_key, template, source_id, part, recipient_id, due_at
 * and expires_at under these names. With a claim they are in their batch from the start, which saves two indexes and a
 * second write; `openBatch`, or for a plan the `open` of `plan`, belongs into the same transaction. Of a plan's rows
 * those that are not due yet are left in the queue.
 */
export function enqueue(
  db: Db,
  { kind, source, to }: LetterSource,
  rows: SQL,
  now: number,
  claim: Claim | null = null,
) {
  return db.run(sql`
    insert into deliveries (dedupe_key, kind, template, source_kind, source_id, part, ${sql.raw(`${to}_id`)}, due_at, expires_at,
      status, batch_id, created_at)
    select r.dedupe_key, ${kind}, r.template, ${source}, r.source_id, r.part, r.recipient_id, r.due_at, r.expires_at,
      ${claimedBy(claim, now)}, ${now} from (${rows}) r where true
    on conflict (dedupe_key) do nothing`)
}

function claimedBy(claim: Claim | null, now: number): SQL {
  if (claim === null) return sql`'queued', null`
  if (typeof claim === 'string') return sql`'claimed', ${claim}`
  if (!('planId' in claim)) return sql`iif(${claim} is null, 'queued', 'claimed'), ${claim}`
  const place = sql`(sum(r.due_at <= ${now}) over (rows unbounded preceding) - 1)`
  const batch = sql`${`${claim.planId}-${claim.kind}-new-`} || (${place} / ${sql.raw(String(MAX_LETTERS))})`
  const waits = sql`(r.due_at > ${now} or ${isSendingPaused(now)})`
  return sql`iif(${waits}, 'queued', 'claimed'), iif(${waits}, null, ${batch})`
}

/** Opens a batch over what was claimed for it; without any such delivery there will be no batch. */
export function openBatch(db: Db, batch: { id: string; kind: Kind }, now: number) {
  return db.run(sql`
    insert into batches (id, kind, created_at, next_try_at)
    select ${batch.id}, ${batch.kind}, ${now}, ${now + GIVE_BACK_AFTER_MS}
    where exists (select 1 from deliveries where batch_id = ${batch.id})`)
}

/** How long nothing may happen to a batch on the queue before the sweep puts it there again. */
export const GIVE_BACK_AFTER_MS = 120_000
