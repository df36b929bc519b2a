import { sql } from 'drizzle-orm'
import { int, moment, oneOf, text } from '../platform/columns'
import type { Db } from '../platform/db'
import { type Row, select } from '../platform/query'
import { SIGN_IN_WAYS } from './schema'
import { SESSION_MS } from './session'

const SESSION = {
  id: int,
  way: oneOf(SIGN_IN_WAYS),
  createdAt: moment,
  usedAt: moment,
  device: text,
  network: text.orNull,
}
export type ListedSession = Row<typeof SESSION>

const MAX_LISTED = 100

/** The query for the open sessions of an operator, the one used last first. */
export function listSessions(db: Db, operatorId: number, now: number) {
  return select(
    db,
    SESSION,
    sql`from sessions where operator_id = ${operatorId} and used_at > ${now - SESSION_MS} and ended_at is null
      order by used_at desc limit ${sql.raw(String(MAX_LISTED))}`,
  )
}
