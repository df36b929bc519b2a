import { sql } from 'drizzle-orm'
import { int } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { problem } from '../../platform/errors'
import { returning } from '../../platform/query'
import { isTested } from './test-part'

/** No letter of the broadcast `b` was written yet. */
export const isUntouched = sql`(b.status in ('scheduled', 'paused') and b.reached_id = 0 and b.fanned_out_at is null and not ${isTested})`

/** The statement that makes a draft again of a scheduled broadcast of which no letter was written; returns its id if it did. */
export function takeBack(db: Db, id: number, now: number) {
  const undo = sql`
    update broadcasts as b set status = 'draft', scheduled_at = null, local_at = null, moments = null, template_hash = null,
      updated_at = ${now}
    where b.id = ${id} and ${isUntouched}`
  return returning(db, undo, { id: int })
}

/** What is said where nothing can be taken back any more. */
export const tooLate = () => problem('not_found', 'The first letters have left, so this cannot be taken back any more.')
