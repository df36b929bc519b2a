import { sql } from 'drizzle-orm'
import { batch } from '../../platform/batch'
import { text } from '../../platform/columns'
import type { Db, Statement } from '../../platform/db'
import { problem } from '../../platform/errors'
import { returning } from '../../platform/query'
import { slugOf } from './slug'

/**
 * Puts a letter on the web, from the moment on that it has left, and returns the slug under which it stands there. The
 * first time makes the slug, from the subject, and it never changes. `noted` are statements for the same transaction.
 * Throws `not_found` where there is no letter that can be published.
 */
export async function publishBroadcast(
  db: Db,
  { id, subject }: { id: number; subject: string },
  noted: readonly Statement[],
  now: number,
): Promise<string> {
  const slug = slugOf(subject)
  const another = `${slug}-${id.toString(36).slice(-5)}`
  const change = sql`
    update broadcasts set published_at = coalesce(published_at, ${now}),
      slug = coalesce(slug, case when exists (select 1 from broadcasts where slug = ${slug}) then ${another} else ${slug} end)
    where id = ${id} and deleted_at is null and doc is not null`
  const { published } = await batch(db, { published: returning(db, change, { slug: text }), noted })
  const [done] = published
  if (!done) throw problem('not_found', 'There is no letter here that could be put on the web.')
  return done.slug
}

/** Takes a letter off the web; it keeps its address for when it is put there again. A second call changes nothing. */
export async function unpublishBroadcast(db: Db, id: number, noted: readonly Statement[]): Promise<void> {
  await batch(db, { unpublished: db.run(sql`update broadcasts set published_at = null where id = ${id}`), noted })
}
