import { type SQL, sql } from 'drizzle-orm'
import { text } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { returning } from '../../platform/query'

/** For how many days a picture that no letter has is kept: an undone change or a second thought finds it again. */
export const KEEP_UNUSED_DAYS = 30

const DAY_MS = 86_400_000

/** The most pictures of one deletion; a bucket takes at most 1000 keys at once (developers.cloudflare.com/r2). */
const AT_ONCE = 100

/** The query for pictures `p` to be deleted: used by no letter for long, or halfway through their deletion. */
export function unusedPictures(isUsed: SQL, now: number): SQL {
  return sql`
    select p.key from pictures p where p.last_used_at < ${now - KEEP_UNUSED_DAYS * DAY_MS} and (p.deleting_at is not null or not (${isUsed}))
    limit ${sql.raw(String(AT_ONCE))}`
}

/**
 * Deletes pictures that no letter uses; `isUsed` says of a picture `p` whether one does. The row is marked first, so
 * that an upload or a letter cannot take it any more, then the object goes, then the row: stopped in between, the next
 * call continues. Returns how many are gone.
 */
export async function forgetPictures(
  { db, bucket }: { db: Db; bucket: R2Bucket },
  isUsed: SQL,
  now: number,
): Promise<number> {
  const mark = sql`update pictures set deleting_at = coalesce(deleting_at, ${now}) where key in (${unusedPictures(isUsed, now)})`
  const marked = await returning(db, mark, { key: text })
  if (marked.length === 0) return 0
  const keys = marked.map(({ key }) => key)
  await bucket.delete(keys)
  await db.run(sql`
    delete from pictures where deleting_at is not null and key in (select value from json_each(${JSON.stringify(keys)}))`)
  return keys.length
}
