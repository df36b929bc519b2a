import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'

/**
 * The statement that adds to the counts of sources: `rows` selects source_kind, source_id, part, planned, sent,
 * delivered, bounced and complained under these names, one row a source and part.
 */
export function addToCounts(db: Db, rows: SQL) {
  return db.run(sql`
    insert into letter_counts (source_kind, source_id, part, planned, sent, delivered, bounced, complained)
    select source_kind, source_id, part, planned, sent, delivered, bounced, complained from (${rows}) where true
    on conflict do update set planned = planned + excluded.planned, sent = sent + excluded.sent,
      delivered = delivered + excluded.delivered, bounced = bounced + excluded.bounced,
      complained = complained + excluded.complained`)
}
