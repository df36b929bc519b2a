import { sql } from 'drizzle-orm'
import { bool } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { select } from '../../platform/query'
import { isHeld } from './held'
import { mayBeRepeated } from './send-again'
import { isUntouched } from './undo'

/** The query for what may be done with a broadcast at this moment: one row. */
export function readPossible(db: Db, id: number, now: number) {
  const columns = {
    /** No letter was written yet, so it can be taken back. */
    canBeTakenBack: bool`${isUntouched}`,
    /** Letters that could not leave for two days wait for a decision. */
    isHeld: bool`${isHeld(now)}`,
    canBeRepeated: bool`${mayBeRepeated(now)}`,
    isRepeated: bool`exists (select 1 from broadcasts o where o.again_of = b.id and o.status <> 'draft')`,
    isFannedOut: bool`b.fanned_out_at is not null`,
  }
  return select(db, columns, sql`from broadcasts b where b.id = ${id}`)
}
