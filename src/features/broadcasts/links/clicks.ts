import { sql } from 'drizzle-orm'
import { int, text } from '../../../platform/columns'
import type { Db } from '../../../platform/db'
import { select } from '../../../platform/query'

/** The query for the links of a broadcast, those of before a correction among them, and who opened each of them. */
export function countByLink(db: Db, broadcastId: number) {
  const columns = {
    key: text`l.key`,
    href: text`l.href`,
    people: int`coalesce(k.people, 0)`,
    machines: int`coalesce(k.clicks - k.people, 0)`,
  }
  return select(
    db,
    columns,
    sql`
    from broadcast_links l left join (
      select key, count(human_at) as people, count(*) as clicks from link_clicks
      where broadcast_id = ${broadcastId} group by key) k on k.key = l.key
    where l.broadcast_id = ${broadcastId}`,
  )
}

/**
 * The query for how many people clicked in each part of a broadcast, each counted once, and for how many readers only
 * machines opened links.
 */
export function countByPart(db: Db, broadcastId: number) {
  return select(
    db,
    { part: int, people: int`count(*) filter (where clicked)`, machines: int`count(*) filter (where not clicked)` },
    sql`
    from (
      select part, max(human_at) is not null as clicked from link_clicks
      where broadcast_id = ${broadcastId} group by subscriber_id)
    group by part`,
  )
}
