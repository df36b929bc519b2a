import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'

/** A picture `p` is in some letter: a draft, a sent or a published one. */
export const isPictured = sql`exists (select 1 from broadcast_pictures bp where bp.picture_key = p.key)`

/** The statements that say which pictures a letter has, under the condition that its words were saved. */
export function keepPictures(db: Db, id: number, keys: readonly string[], isSaved: SQL) {
  const list = JSON.stringify([...new Set(keys)])
  return [
    db.run(sql`
      delete from broadcast_pictures
      where broadcast_id = ${id} and picture_key not in (select value from json_each(${list})) and ${isSaved}`),
    db.run(sql`
      insert into broadcast_pictures (broadcast_id, picture_key)
      select ${id}, value from json_each(${list}) where ${isSaved}
      on conflict do nothing`),
  ] as const
}

/** This letter is a draft. */
export const isDraft = (id: number) => sql`exists (select 1 from broadcasts where id = ${id} and status = 'draft')`
