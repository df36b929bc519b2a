import type { SQL } from 'drizzle-orm'

/** How a layer above maps ids and addresses, so that mail reads none of its tables. */
export type AddressBook = {
  /** The address behind an id, as suppressions know it: a scalar. */
  addressOf: (id: SQL) => SQL
  /** The id that belongs to an address, whatever its letter case: a scalar. */
  idOf: (address: SQL) => SQL
}

/** The address books of everyone who gets mail. */
export type Recipients = Readonly<{ subscriber: AddressBook; operator: Pick<AddressBook, 'idOf'> }>
