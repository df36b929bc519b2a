import { sql } from 'drizzle-orm'
import { type LetterCounts, readCounts } from '../../mail/counts/read'
import { stillToLeave } from '../../mail/outbox/still-to-leave'
import { batch } from '../../platform/batch'
import { int } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { select } from '../../platform/query'
import { BROADCASTS } from './broadcast-source'

/** What became of the letters of a broadcast. */
export type BroadcastNumbers = {
  planned: number
  sent: number
  delivered: number
  bounced: number
  complained: number
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
  const sum = (name: keyof LetterCounts) => counts.reduce((all, part) => all + part[name], 0)
  const [planned, sent, waiting] = [sum('planned'), sum('sent'), left[0]?.waiting ?? 0]
  const dropped = Math.max(0, planned - sent - waiting)
  return {
    planned,
    sent,
    waiting,
    dropped,
    delivered: sum('delivered'),
    bounced: sum('bounced'),
    complained: sum('complained'),
  }
}
