import { sql } from 'drizzle-orm'
import { int, text } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { returning, select } from '../../platform/query'
import type { Audience } from './audience'

/**
 * The statement that says to whom a draft goes; returns its id, and nothing when it is a draft no longer. What it asks of
 * an earlier letter stays.
 */
export function chooseAudience(db: Db, id: number, audience: Omit<Audience, 'earlier'>, now: number) {
  const chosen = JSON.stringify({ ...audience, earlier: undefined })
  const earlier = sql`iif(json_valid(audience), json(audience ->> 'earlier'), null)`
  const choose = sql`
    update broadcasts set audience = json_patch(${chosen}, json_object('earlier', ${earlier})), updated_at = ${now}
    where id = ${id} and status = 'draft' and deleted_at is null`
  return returning(db, choose, { id: int })
}

/** The query for the audience of a broadcast as it is stored. */
export function readChosen(db: Db, id: number) {
  return select(db, { audience: text.orElse('')`coalesce(audience, '{}')` }, sql`from broadcasts where id = ${id}`)
}
