import { sql } from 'drizzle-orm'
import { int } from '../platform/columns'
import type { Db } from '../platform/db'
import { select } from '../platform/query'

/** The query for how many people unsubscribed with the link of one letter to everyone, however long after it. */
export function countLeftByLetter(db: Db, broadcastId: number) {
  return select(
    db,
    { people: int`count(distinct subscriber_id)` },
    sql`
    from consents
    where action = 'unsubscribed' and detail is not null
      and case when json_valid(detail) then detail ->> 'broadcast' end = ${broadcastId}`,
  )
}
