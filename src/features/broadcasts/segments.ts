import { sql } from 'drizzle-orm'
import { int, text } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { newId } from '../../platform/ids'
import { returning, select } from '../../platform/query'
import type { Audience } from './audience'

/** The longest name of a segment, and the most segments there are. */
export const MAX_NAME = 80
const MAX_SEGMENTS = 200

/** The query for the saved segments in the order of their names. */
export function listSegments(db: Db) {
  return select(
    db,
    { id: int, name: text, audience: text },
    sql`from segments order by lower(name) limit ${sql.raw(String(MAX_SEGMENTS))}`,
  )
}

/** The query for one segment. */
export function findSegment(db: Db, id: number) {
  return select(db, { id: int, name: text, audience: text }, sql`from segments where id = ${id}`)
}

/** The statement that saves an audience under a name, or under that name again; returns its id, none when there are too many. */
export function saveSegment(db: Db, name: string, audience: Audience, now: number) {
  const save = sql`
    insert into segments (id, name, audience, created_at, updated_at)
    select ${newId()}, ${name}, ${JSON.stringify({ ...audience, earlier: null })}, ${now}, ${now}
    where (select count(*) from segments) < ${MAX_SEGMENTS}
    on conflict (lower(name)) do update set name = excluded.name, audience = excluded.audience, updated_at = excluded.updated_at`
  return returning(db, save, { id: int })
}

/** The statement that renames a segment; returns its id, none when there is no such segment or the name is taken. */
export function renameSegment(db: Db, id: number, name: string, now: number) {
  const rename = sql`
    update segments set name = ${name}, updated_at = ${now}
    where id = ${id} and not exists (select 1 from segments o where lower(o.name) = lower(${name}) and o.id <> ${id})`
  return returning(db, rename, { id: int })
}

/** The statement that deletes a segment; letters that were sent to it keep their audience. */
export function deleteSegment(db: Db, id: number) {
  return returning(db, sql`delete from segments where id = ${id}`, { id: int })
}
