import type { SQL } from 'drizzle-orm'

/** How a layer above tells whose an address is, so that mail reads no table of its. */
export type AddressBook = {
  /** The address behind an id, as suppressions know it: a scalar. */
  addressOf: (id: SQL) => SQL
  /** The id of whoever has an address, in any case: a scalar. */
  idOf: (address: SQL) => SQL
}

/** The address books of all who get mail. */
export type Recipients = Readonly<Record<'subscriber' | 'operator', AddressBook>>
