import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'
import { addToCounts } from '../counts/add'
import type { Kind } from './schema'

/** The letters that are counted by what they are of: those that go to many. */
const COUNTED: Kind = 'broadcast'

const OF_DELIVERY = 'd.source_kind, d.source_id, coalesce(d.part, 0) as part'
const BY_SOURCE = sql`d.kind = ${COUNTED} and d.source_id is not null group by d.source_kind, d.source_id, d.part`

/** The statement that counts the rows that the `enqueue` just before it in the same transaction wrote for a source. */
export function countPlanned(db: Db, source: string, sourceId: number) {
  return addToCounts(
    db,
    sql`
    select ${source} as source_kind, ${sourceId} as source_id, 0 as part, changes() as planned, 0 as sent, 0 as delivered,
      0 as bounced, 0 as complained where changes() > 0`,
  )
}

/**
 * The statements that count letters of a batch as sent, before they are marked: `[id, key]` in JSON at 0 and 2. None for
 * kinds that are not counted.
 */
export function countSent(db: Db, kind: string, sent: string) {
  if (kind !== COUNTED) return []
  const marked = sql`
    select ${sql.raw(OF_DELIVERY)}, 0 as planned, count(*) as sent, 0 as delivered, 0 as bounced, 0 as complained
    from json_each(${sent}) j cross join deliveries d on d.id = j.value ->> 0
    where d.dedupe_key = j.value ->> 2 and d.sent_at is null and ${BY_SOURCE}`
  return [addToCounts(db, marked)]
}

/** The statement that counts what events say for the first time, before the deliveries are moved by the same JSON. */
export function countEvents(db: Db, told: string) {
  const first = (column: string) =>
    `count(*) filter (where d.${column} is null and j.value ->> '${column}' is not null)`
  const columns = `${OF_DELIVERY}, 0 as planned, count(*) filter (where d.sent_at is null) as sent,
    ${first('delivered_at')} as delivered, ${first('bounced_at')} as bounced, ${first('complained_at')} as complained`
  return addToCounts(
    db,
    sql`
    select ${sql.raw(columns)} from json_each(${told}) j cross join deliveries d on d.dedupe_key = j.value ->> 'key'
    where ${BY_SOURCE}`,
  )
}

/** The statement that counts letters which only the provider knew, before they are written: `letters` selects them. */
export function countRecovered(db: Db, letters: SQL) {
  return addToCounts(
    db,
    sql`
    select l ->> 'source' as source_kind, l ->> 'sourceId' as source_id, coalesce(l ->> 'part', 0) as part,
      count(*) as planned, count(*) as sent, 0 as delivered, 0 as bounced, 0 as complained
    from (${letters})
    where l ->> 'kind' = ${COUNTED} and l ->> 'sourceId' is not null
      and not exists (select 1 from deliveries d where d.dedupe_key = l ->> 'key') group by 1, 2, 3`,
  )
}
