import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'
import { KEY_TRUSTED_MS } from './keys'
import type { LetterKind } from './letter-kind'

/** A moment that never comes: a letter with it stays in the queue until its feature gives it another. */
export const NEVER = 253_402_300_799_000

const hasSome = (waits: SQL, batchId: string | SQL) =>
  sql`exists (select 1 from deliveries d where d.batch_id = ${batchId} and d.status = 'claimed' and ${waits})`

/**
 * The statement that discards the frozen content of a batch that nobody holds and that was certainly not accepted, when
 * some of its letters wait; `only` is a condition over `batches`. None for a kind whose letters never wait.
 */
export function thawWaiting(db: Db, { waits }: LetterKind, batchId: string, only: SQL) {
  if (!waits) return []
  return [
    db.run(sql`
      update batches set frozen = null
      where id = ${batchId} and frozen is not null and doubt_since is null and ${only} and ${hasSome(waits, batchId)}`),
  ]
}

/** The statement that puts what waits back into the queue, without a time; `only` is a condition. None as above. */
export function keepBack(db: Db, { waits }: LetterKind, batchId: string, only: SQL) {
  if (!waits) return []
  return [
    db.run(sql`
      update deliveries as d set status = 'queued', batch_id = null, due_at = ${NEVER}, expires_at = null
      where d.batch_id = ${batchId} and d.status = 'claimed' and ${waits} and ${only}`),
  ]
}

/**
 * Some letters of this batch wait, and it may have been accepted: it could only be repeated whole and unchanged, so all
 * of it waits until the key is too old for that and the provider is asked. A condition over `batches`.
 */
export const waitsInDoubt = ({ waits }: LetterKind, batchId: string | SQL, now: number) =>
  waits
    ? sql`(frozen is not null and coalesce(doubt_since, ${now}) >= ${now - KEY_TRUSTED_MS} and ${hasSome(waits, batchId)})`
    : sql`false`
