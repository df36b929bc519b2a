import { type SQL, sql } from 'drizzle-orm'

/** The address of a subscriber, as suppressions know it: a scalar over an id. */
export function addressOf(id: SQL): SQL {
  return sql`(select lower(email) from subscribers where id = ${id})`
}

/** The claimed deliveries of a batch with whom they go to; `more` adds columns over `subscribers s`. */
export function addressBatch(batchId: string, more: SQL = sql``): SQL {
  return sql`
    select d.id, d.dedupe_key as "dedupeKey", d.template, d.created_at as "createdAt", d.due_at as "dueAt", s.id as "recipientId", s.email, s.first_name as "firstName" ${more}
    from deliveries d join subscribers s on s.id = d.recipient_id
    where d.batch_id = ${batchId} and d.status = 'claimed' order by d.id`
}
