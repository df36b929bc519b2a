import { type SQL, sql } from 'drizzle-orm'
import { batch } from '../../../platform/batch'
import { bool } from '../../../platform/columns'
import type { Db } from '../../../platform/db'
import { select } from '../../../platform/query'

/** That a link was opened: which, of which letter, and whether a machine said that it was one. */
export type Click = { broadcastId: number; subscriberId: number; key: string; saysMachine: boolean }

/** Nobody opens a letter and presses a link within this time of its arrival. */
const SOON_MS = 10_000

/** Nobody presses so many links of a letter within this time. */
const AT_ONCE_MS = 10_000
const AT_ONCE = 3

/** How often a link is noted for a reader, however often it is opened. */
const MAX_TIMES = sql.raw('50')

/**
 * Counts that a reader of a broadcast opened one of its links: the first time as a person, and the first as a machine.
 * It is a machine's when it says so, when it comes before anybody could have read the letter, and, together with the
 * others, when many links of a letter are opened at once. Who got no such letter is not counted. Repeats write nothing
 * within ten seconds, and nothing at all from the fiftieth on.
 */
export async function countClick(db: Db, click: Click, now: number): Promise<void> {
  const judged = judge(click, now)
  // A repeat, which most requests of a script are, ends here: as a reader, it keeps no writer waiting.
  const [news] = await select(db, { any: bool`exists (${judged})` })
  if (!news?.any) return
  await batch(db, {
    counted: db.run(sql`
      insert into link_clicks (broadcast_id, subscriber_id, key, part, human_at, machine_at, seen_at, times)
      select j.broadcast_id, j.subscriber_id, j.key, j.part, iif(j.is_machine, null, ${now}), iif(j.is_machine, ${now}, null), ${now}, 1
      from (${judged}) j where true
      on conflict do update set human_at = coalesce(human_at, excluded.human_at),
        machine_at = coalesce(machine_at, excluded.machine_at), seen_at = excluded.seen_at, times = times + 1`),
    judgedAgain: judgeAgain(db, click, now),
  })
}

// The row to be written, or none. A letter that is not known to have left is in the hands of machines alone.
function judge({ broadcastId, subscriberId, key, saysMachine }: Click, now: number): SQL {
  const arrivedAt = sql`max(d.sent_at, coalesce(d.delivered_at, 0))`
  return sql`
    select o.* from (
      select l.broadcast_id, d.subscriber_id, l.key, coalesce(d.part, 0) as part,
        ${saysMachine ? 1 : 0} or d.sent_at is null or ${now} < ${arrivedAt} + ${SOON_MS} as is_machine
      from deliveries d cross join broadcast_links l on l.broadcast_id = d.source_id and l.key = ${key}
      where d.dedupe_key = ${`broadcast/${broadcastId}/${subscriberId}`}) o
    left join link_clicks k on k.broadcast_id = o.broadcast_id and k.subscriber_id = o.subscriber_id and k.key = o.key
    where k.times is null or (k.times < ${MAX_TIMES}
      and (k.seen_at <= ${now - AT_ONCE_MS} or iif(o.is_machine, k.machine_at, k.human_at) is null))`
}

function judgeAgain(db: Db, { broadcastId, subscriberId }: Click, now: number) {
  const ofLetter = sql`broadcast_id = ${broadcastId} and subscriber_id = ${subscriberId}`
  const since = now - AT_ONCE_MS
  return db.run(sql`
    update link_clicks set machine_at = coalesce(machine_at, human_at), human_at = null
    where ${ofLetter} and human_at > ${since}
      and (select count(*) from link_clicks where ${ofLetter} and seen_at > ${since}) >= ${AT_ONCE}`)
}
