import { type SQL, sql } from 'drizzle-orm'
import { rowsAsJson } from '../mail/outbox/freeze'
import type { AddressBook } from '../mail/recipients'

/** The address of a subscriber, as suppressions know it: a scalar over an id. */
export function addressOf(id: SQL): SQL {
  return sql`(select lower(email) from subscribers where id = ${id})`
}

/** The addresses of subscribers. */
export const subscriberAddresses: AddressBook = {
  addressOf,
  idOf: (address) => sql`(select id from subscribers where lower(email) = lower(${address}))`,
}

/** The query for the claimed deliveries of a batch with their recipients; `more` adds columns over `subscribers s`. */
export function addressBatch(batchId: string, more: Readonly<Record<string, SQL>> = {}): SQL {
  const who = { recipientId: sql`s.id`, email: sql`s.email`, firstName: sql`s.first_name`, ...more }
  return rowsAsJson(batchId, who, sql`join subscribers s on s.id = d.subscriber_id`)
}
