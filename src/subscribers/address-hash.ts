import { createHmac } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { text } from '../platform/columns'
import type { Config } from '../platform/config'
import type { Db } from '../platform/db'
import { select } from '../platform/query'
import { ownersAddress } from './mailbox'

/**
 * What is stored of an address that nobody may write to again: 96 bits of a keyed hash, as two numbers that fit into a
 * token.
 */
export type AddressHash = readonly [number, number]

/** The hash of an address under the database's own key; all spellings of one mailbox with a plus have the same. */
export function hashAddress(key: string, address: string): AddressHash {
  const hash = createHmac('sha256', key).update(ownersAddress(address)).digest()
  return [hash.readUIntBE(0, HALF), hash.readUIntBE(HALF, HALF)]
}

/** A hash as the database keeps it. */
export function hashAsText(hash: AddressHash): string {
  return hash.map((half) => half.toString(16).padStart(2 * HALF, '0')).join('')
}

/** The key of those hashes, read once for each database that this isolate uses. */
export async function readAddressKey(db: Db, { LIBSQL_URL }: Pick<Config, 'LIBSQL_URL'>): Promise<string> {
  const known = keys.get(LIBSQL_URL) ?? (await select(db, { key: text.orNull`${addressKey}` }))[0]?.key
  if (!known) throw new Error('The database has no key for addresses; its migrations have not all run')
  keys.set(LIBSQL_URL, known)
  return known
}

/** That key as a scalar. */
export const addressKey = sql`(select key from address_key where id = 1)`

const HALF = 6
const keys = new Map<string, string>()
