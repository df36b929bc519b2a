import { sql } from 'drizzle-orm'
import type { AddressBook } from '../mail/recipients'

/** The addresses of operators. */
export const operatorAddresses: Pick<AddressBook, 'idOf'> = {
  idOf: (address) => sql`(select id from operators where lower(email) = lower(${address}))`,
}
