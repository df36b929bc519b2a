import { sql } from 'drizzle-orm'
import { batch } from '../../platform/batch'
import { int } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { problem } from '../../platform/errors'
import { newId } from '../../platform/ids'
import { select } from '../../platform/query'
import { copyForOthers } from './copy'

/** A letter is sent again to those who did not click when so long has passed. */
export const AGAIN_AFTER_MS = 48 * 3_600_000

/** The broadcast `b` may be sent again: all of its letters left two days ago. */
export const mayBeRepeated = (now: number) =>
  sql`(b.status = 'sent' and b.again_of is null and coalesce(b.finished_at, ${now}) <= ${now - AGAIN_AFTER_MS})`

/**
 * Makes a draft with another subject for those who got a letter and did not click, once a letter: a second call returns
 * the same draft, brought back if it was deleted. Throws `not_found` before two days are over.
 */
export async function sendAgain(db: Db, id: number, subject: string, now: number): Promise<number> {
  const copy = { id: newId(), subject, who: 'not_clicked', againOf: id } as const
  const { found } = await batch(db, {
    ...copyForOthers(db, id, copy, mayBeRepeated(now), now),
    back: db.run(sql`update broadcasts set deleted_at = null where again_of = ${id} and deleted_at is not null`),
    found: select(db, { id: int }, sql`from broadcasts where again_of = ${id}`),
  })
  const [draft] = found
  if (!draft) throw problem('not_found', 'A letter can be sent again two days after the last of it has left.')
  return draft.id
}
