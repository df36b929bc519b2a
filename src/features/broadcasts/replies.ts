import { sql } from 'drizzle-orm'
import { batch } from '../../platform/batch'
import { int } from '../../platform/columns'
import type { Db, Statement } from '../../platform/db'
import { problem } from '../../platform/errors'
import { returning } from '../../platform/query'

/** The most replies that are noted of one letter. */
export const MAX_REPLIES = 1_000_000

/**
 * Notes how many readers wrote back to a letter that has left, or (null) that nobody counts them; `noted` are statements for the same transaction. Throws
 * `not_found` for a draft.
 */
export async function noteReplies(
  db: Db,
  id: number,
  replies: number | null,
  noted: readonly Statement[],
): Promise<void> {
  const change = sql`update broadcasts set replies = ${replies} where id = ${id} and status <> 'draft'`
  const { changed } = await batch(db, { changed: returning(db, change, { id: int }), noted })
  if (changed.length === 0) throw problem('not_found', 'There is no letter here that readers could have answered.')
}
