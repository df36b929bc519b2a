import { sql } from 'drizzle-orm'
import { addUp, type LetterCounts, readCounts } from '../../mail/counts/read'
import { stillToLeave } from '../../mail/outbox/still-to-leave'
import { batch } from '../../platform/batch'
import { int } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { select } from '../../platform/query'
import { BROADCASTS } from './broadcast-source'

/** What became of the letters of a broadcast. */
export type BroadcastNumbers = Omit<LetterCounts, 'part'> & {
  /** Letters that are written and have not left. */
  waiting: number
  /** Letters that were written and will not leave: recalled, or refused by the provider. */
  dropped: number
}

/**
 * The numbers of a broadcast, from counts that are kept; only what waits is counted, over an index of what waits.
 * Bounced letters were sent, and delivered ones may complain later.
 */
export async function broadcastNumbers(db: Db, id: number): Promise<BroadcastNumbers> {
  const wait = sql`(${stillToLeave(BROADCASTS, sql`${id}`)})`
  const { counts, left } = await batch(db, {
    counts: readCounts(db, BROADCASTS.source, id),
    left: select(db, { waiting: int`count(*)` }, sql`from ${wait}`),
  })
  const all = addUp(counts)
  const waiting = left[0]?.waiting ?? 0
  return { ...all, waiting, dropped: Math.max(0, all.planned - all.sent - waiting) }
}
