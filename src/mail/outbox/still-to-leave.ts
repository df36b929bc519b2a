import { type SQL, sql } from 'drizzle-orm'
import type { LetterSource } from './enqueue'

/** The query for the ids of all deliveries of one source that wait in the outbox or in a batch that is not settled. */
export function stillToLeave({ kind, source }: LetterSource, sourceId: SQL): SQL {
  const isOfIt = sql`d.source_kind = ${source} and d.source_id = ${sourceId}`
  return sql`
    select d.id from deliveries d where d.status = 'queued' and ${isOfIt}
    union all
    select d.id from batches o cross join deliveries d on d.batch_id = o.id
    where o.settled_at is null and o.kind = ${kind} and d.status = 'claimed' and ${isOfIt}`
}
