import { sql } from 'drizzle-orm'
import { int, text } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { select } from '../../platform/query'

/** The query for what the provider said of letters of a broadcast that bounced between two moments (ms), counted. */
export function countBounces(db: Db, id: number, from: number, until: number) {
  return select(
    db,
    REASONS,
    sql`
    from deliveries indexed by deliveries_bounced
    where bounced_at >= ${from} and bounced_at < ${until} and ${ofBroadcast(id)} group by problem`,
  )
}

/** The query for why letters of a broadcast failed, without having left, between two moments (ms), counted. */
export function countFailures(db: Db, id: number, from: number, until: number) {
  return select(
    db,
    REASONS,
    sql`
    from deliveries indexed by deliveries_failed
    where failed_at >= ${from} and failed_at < ${until} and status = 'failed' and ${ofBroadcast(id)} group by problem`,
  )
}

const REASONS = { problem: text.orElse(''), letters: int`count(*)` }

const ofBroadcast = (id: number) => sql`kind = 'broadcast' and source_kind = 'broadcast' and source_id = ${id}`
