import { sql } from 'drizzle-orm'
import { int, moment, text } from '../platform/columns'
import type { Db } from '../platform/db'
import { type Row, select } from '../platform/query'

const PASSKEY = {
  id: int,
  name: text,
  createdAt: moment,
  usedAt: moment.orNull,
  credentialId: text,
  publicKey: text,
  counter: int,
  transports: text,
}
export type ListedPasskey = Row<typeof PASSKEY>

/** The query for the passkeys of an operator, the first ones first. */
export function listPasskeys(db: Db, operatorId: number) {
  return select(db, PASSKEY, sql`from passkeys where operator_id = ${operatorId} order by created_at, id`)
}
