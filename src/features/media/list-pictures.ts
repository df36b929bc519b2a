import { sql } from 'drizzle-orm'
import { int, moment, text } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { select } from '../../platform/query'

/** How many pictures a page of the library shows. */
export const PICTURES_A_PAGE = 24

/** Pictures that can be used, the one used last first, from before a moment (ms) on; one more than a page shows. */
export function listPictures(db: Db, before = Number.MAX_SAFE_INTEGER) {
  return select(
    db,
    { key: text, width: int, height: int, alt: text, lastUsedAt: moment },
    sql`from pictures where last_used_at < ${before} and stored_at is not null and deleting_at is null
      order by last_used_at desc, key limit ${PICTURES_A_PAGE + 1}`,
  )
}

/** Those of these keys under which no picture can be used. */
export async function missingPictures(db: Db, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return []
  const missing = await select(
    db,
    { key: text`j.value` },
    sql`from json_each(${JSON.stringify(keys)}) j
      where not exists (select 1 from pictures p where p.key = j.value and p.stored_at is not null and p.deleting_at is null)`,
  )
  return missing.map(({ key }) => key)
}
