import { sql } from 'drizzle-orm'
import { bool, int, moment, oneOf, text } from '../platform/columns'
import type { Db } from '../platform/db'
import { type Row, select } from '../platform/query'
import { isOperator } from './active'
import { OPERATOR_SOURCES } from './schema'

const OPERATOR = {
  id: int`o.id`,
  email: text`o.email`,
  source: oneOf(OPERATOR_SOURCES)`o.source`,
  addedAt: moment`o.added_at`,
  /** When one of its sessions was last used, to the hour; null when it never signed in, or long ago. */
  seenAt: moment.orNull`(select max(s.used_at) from sessions s where s.operator_id = o.id)`,
  isOnly: bool`(select count(*) from operators where removed_at is null) = 1`,
}
export type ListedOperator = Row<typeof OPERATOR>

/** The query for all operators, the first ones first. */
export function listOperators(db: Db) {
  return select(db, OPERATOR, sql`from operators o where ${isOperator} order by o.added_at, o.id`)
}

/** One operator who has not been removed, else undefined. */
export async function findOperator(db: Db, id: number): Promise<ListedOperator | undefined> {
  const [found] = await select(db, OPERATOR, sql`from operators o where o.id = ${id} and ${isOperator}`)
  return found
}
