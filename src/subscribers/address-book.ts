import { type SQL, sql } from 'drizzle-orm'
import { rowsAsJson } from '../mail/outbox/freeze'

/** The address of a subscriber, as suppressions know it: a scalar over an id. */
export function addressOf(id: SQL): SQL {
  return sql`(select lower(email) from subscribers where id = ${id})`
}

/** The query for the claimed deliveries of a batch with their recipients; `more` adds columns over `subscribers s`. */
export function addressBatch(batchId: string, more: Readonly<Record<string, SQL>> = {}): SQL {
  const who = { recipientId: sql`s.id`, email: sql`s.email`, firstName: sql`s.first_name`, ...more }
  return rowsAsJson(batchId, who, sql`join subscribers s on s.id = d.recipient_id`)
}
