import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../platform/db'
import type { Kind } from './schema'

/**
 * Writes rows into the outbox, each once: `rows` selects dedupe_key, kind, template, recipient_id, due_at and expires_at.
 * With a `batchId` they are claimed by that batch at once, for `openBatch` in the same transaction.
 */
export function enqueue(db: Db, rows: SQL, now: number, batchId: string | null = null) {
  const status = batchId ? 'claimed' : 'queued'
  return db.run(sql`
    insert into deliveries (dedupe_key, kind, template, recipient_id, due_at, expires_at, status, batch_id, created_at)
    select r.*, ${status}, ${batchId}, ${now} from (${rows}) r where true
    on conflict (dedupe_key) do nothing`)
}

/** Opens a batch over what was claimed for it; without any such delivery there will be no batch. */
export function openBatch(db: Db, batch: { id: string; kind: Kind }, now: number) {
  return db.run(sql`
    insert into batches (id, kind, created_at, next_try_at)
    select ${batch.id}, ${batch.kind}, ${now}, ${now + GIVE_BACK_AFTER_MS}
    where exists (select 1 from deliveries where batch_id = ${batch.id})`)
}

/** How long a batch on the queue may go unheard of before the sweep puts it there again. */
export const GIVE_BACK_AFTER_MS = 120_000
