import { sql } from 'drizzle-orm'
import type { AddressBook } from '../mail/recipients'

/** The addresses of operators. */
export const operatorAddresses: AddressBook = {
  addressOf: (id) => sql`(select lower(email) from operators where id = ${id})`,
  idOf: (address) => sql`(select id from operators where lower(email) = lower(${address}))`,
}
