import { sql } from 'drizzle-orm'
import { text } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { problem } from '../../platform/errors'
import { returning } from '../../platform/query'
import type { Picture } from './read-picture'

/**
 * Keeps a picture in the bucket; the same one again is kept once and counts as used now. Throws `try_again` in the
 * moment in which it is being deleted.
 */
export async function storePicture(
  { db, bucket }: { db: Db; bucket: R2Bucket },
  picture: Picture & { alt: string; operatorId: number },
  now: number,
): Promise<void> {
  const { key, bytes, width, height, alt, operatorId } = picture
  const announce = sql`
    insert into pictures (key, width, height, bytes, alt, uploaded_by, created_at, last_used_at)
    values (${key}, ${width}, ${height}, ${bytes.length}, ${alt}, ${operatorId}, ${now}, ${now})
    on conflict (key) do update set
      last_used_at = max(last_used_at, excluded.last_used_at), alt = iif(excluded.alt = '', alt, excluded.alt)
    where deleting_at is null`
  const announced = await returning(db, announce, { key: text })
  if (announced.length === 0) throw problem('try_again', 'This picture cannot be taken just now. Please try again.')
  await bucket.put(key, bytes, { httpMetadata: { contentType: typeOf(key) } })
  await db.run(sql`update pictures set stored_at = ${now} where key = ${key} and stored_at is null`)
}

/** The type of the picture under a key. */
export const typeOf = (key: string) => (key.endsWith('.png') ? 'image/png' : 'image/jpeg')
