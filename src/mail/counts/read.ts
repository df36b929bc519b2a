import { sql } from 'drizzle-orm'
import { int } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { type Row, select } from '../../platform/query'

const COLUMNS = { part: int, planned: int, sent: int, delivered: int, bounced: int, complained: int }

/** What became of the letters of one part of a source. */
export type LetterCounts = Row<typeof COLUMNS>

/** The query for the counts of a source, one row a part; none before its first letter was written. */
export function readCounts(db: Db, source: string, sourceId: number) {
  return select(
    db,
    COLUMNS,
    sql`from letter_counts where source_kind = ${source} and source_id = ${sourceId} order by part`,
  )
}

/** The counts of all parts together. */
export const addUp = (parts: readonly LetterCounts[]): Omit<LetterCounts, 'part'> => {
  const sum = (name: keyof LetterCounts) => parts.reduce((all, part) => all + part[name], 0)
  return {
    planned: sum('planned'),
    sent: sum('sent'),
    delivered: sum('delivered'),
    bounced: sum('bounced'),
    complained: sum('complained'),
  }
}

const SUMMED = { sourceId: int, sent: int`sum(sent)`, delivered: int`sum(delivered)`, bounced: int`sum(bounced)` }

/** What became of the letters of a source, all parts together. */
export type SummedCounts = Row<typeof SUMMED>

/** The query for the counts of several sources; none for one whose first letter was not written yet. */
export function sumCounts(db: Db, source: string, ids: readonly number[]) {
  const list = sql`(select value from json_each(${JSON.stringify(ids)}))`
  return select(
    db,
    SUMMED,
    sql`from letter_counts where source_kind = ${source} and source_id in ${list} group by source_id`,
  )
}
