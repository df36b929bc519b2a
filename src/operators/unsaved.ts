import { sql } from 'drizzle-orm'
import * as z from 'zod'
import { moment, text } from '../platform/columns'
import type { Db } from '../platform/db'
import { select } from '../platform/query'

/** A form that came when its session was over: the page it was sent from or to, and its fields as they were typed. */
export type Unsaved = { at: number; path: string; fields: readonly (readonly [name: string, value: string])[] }

const MAX_LISTED = 5

/** The statement that keeps the newest form of a session that is over. */
export function keepUnsaved(
  db: Db,
  session: { id: number; operatorId: number },
  { path, fields }: Omit<Unsaved, 'at'>,
  now: number,
) {
  return db.run(sql`
    insert into unsaved_forms (session_id, operator_id, at, path, fields)
    values (${session.id}, ${session.operatorId}, ${now}, ${path}, ${JSON.stringify(fields)})
    on conflict (session_id) do update set at = excluded.at, path = excluded.path, fields = excluded.fields`)
}

/** The forms of an operator that were not saved, the newest first. */
export async function listUnsaved(db: Db, operatorId: number): Promise<Unsaved[]> {
  const rows = await select(
    db,
    { at: moment, path: text, fields: text },
    sql`from unsaved_forms where operator_id = ${operatorId} order by at desc limit ${sql.raw(String(MAX_LISTED))}`,
  )
  return rows.map(({ fields, ...form }) => ({ ...form, fields: readFields(fields) }))
}

/** The statement that forgets them. */
export function dropUnsaved(db: Db, operatorId: number) {
  return db.run(sql`delete from unsaved_forms where operator_id = ${operatorId}`)
}

const pairs = z.array(z.tuple([z.string(), z.string()]))

// What was changed by hand is shown as it is.
function readFields(json: string): Unsaved['fields'] {
  try {
    return pairs.parse(JSON.parse(json))
  } catch {
    return [['', json]]
  }
}
