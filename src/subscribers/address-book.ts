import { type SQL, sql } from 'drizzle-orm'
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
