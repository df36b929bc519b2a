import { type SQL, sql } from 'drizzle-orm'
import { countPlanned } from '../../mail/outbox/count-letters'
import { enqueue } from '../../mail/outbox/enqueue'
import { stillToLeave } from '../../mail/outbox/still-to-leave'
import { int, text } from '../../platform/columns'
import type { Db } from '../../platform/db'
import type { Fault } from '../../platform/faults'
import { type Row, select } from '../../platform/query'
import { readAudience } from './audience'
import { BROADCASTS, HOLD_AFTER_MS } from './broadcast-source'
import { letterKey } from './got-letter'
import { type AudienceTerms, isInAudience } from './in-audience'
import { isTested, isTesting, isTheirTurn, partOf, templateOf } from './test-part'

/** How many subscribers one statement reaches. */
export const AT_ONCE = 5000

const ON_ITS_WAY = { id: int, audience: text.orElse('')`coalesce(audience, '{}')` }

/** A broadcast that is being sent, and its audience as it is stored. */
export type OnItsWay = Row<typeof ON_ITS_WAY>

const isGoing = (now: number) =>
  sql`b.status in ('scheduled', 'sending') and b.scheduled_at <= ${now} and b.fanned_out_at is null and not ${isTested}`

/** The query for broadcasts whose letters are still to be written: at most one row a broadcast that is being sent. */
export function onTheirWay(db: Db, now: number) {
  return select(db, ON_ITS_WAY, sql`from broadcasts b where ${isGoing(now)} order by b.scheduled_at`)
}

/** Whether an audience can be read: a broadcast with another is written to nobody. */
export const hasReadableAudience = ({ audience }: OnItsWay) => readAudience(audience) !== null

/** A fault for each broadcast whose audience cannot be read. */
export const audienceFaults = (found: readonly OnItsWay[]): Fault[] =>
  found.flatMap((one) =>
    hasReadableAudience(one) ? [] : [{ code: 'broadcast', subject: one.id, problem: 'unreadable audience' }],
  )

/**
 * The statements that write the next letters of a broadcast: one for each subscriber of its audience at this moment, in
 * the order of their ids, claimed by the plan `planId` where they are due, and how far that went. While two subjects
 * are tried, only those of the test get one. In one transaction, so a fan-out that stopped continues where it was, and
 * two at once write to nobody twice. None for a broadcast that is unknown or whose audience cannot be read.
 */
export function fanOut(
  db: Db,
  one: OnItsWay | undefined,
  terms: AudienceTerms,
  planId: string,
  now: number,
  atOnce = AT_ONCE,
) {
  const audience = one ? readAudience(one.audience) : null
  if (!one || !audience) return []
  const { id } = one
  const going = sql`b.id = ${id} and coalesce(b.audience, '{}') = ${one.audience} and ${isGoing(now)}`
  const most = sql.raw(String(atOnce))
  const next = sql`
    select * from subscribers where id > (select reached_id from broadcasts where id = ${id}) order by id limit ${most}`
  const rows = letters(sql`${id}`, going, next, isInAudience(audience, terms, now))
  return [
    enqueue(db, BROADCASTS, rows, now, { planId, kind: 'broadcast' }),
    countPlanned(db, BROADCASTS.source, id),
    db.run(sql`
      update broadcasts as b set status = 'sending',
        reached_id = case when n.found < ${most} and ${isTesting} then 0 else coalesce(n.last, reached_id) end,
        fanned_out_at = case when n.found < ${most} and not ${isTesting} then ${now} end
      from (select count(*) as found, max(id) as last from (${next})) n where ${going}`),
    // Everyone of the test has a letter: the others are reached from the first again, once it is decided.
    db.run(sql`
      update subject_tests set tested_at = ${now}, decide_at = ${now} + decide_after_ms
      where broadcast_id = ${id} and tested_at is null
        and exists (select 1 from broadcasts b where ${going} and b.status = 'sending' and b.reached_id = 0)`),
  ] as const
}

// Whose zone is not in the table, as one that was unknown when the hour was set, gets the letter at the first moment.
function letters(id: SQL, going: SQL, next: SQL, isChosen: SQL): SQL {
  const due = sql`max(coalesce(m.at, b.scheduled_at), coalesce(t.decided_at, 0))`
  return sql`
    with moments as materialized (
      select key as zone, cast(value as integer) as at from json_each((select moments from broadcasts where id = ${id})))
    select ${letterKey(sql`b.id`)} as dedupe_key, ${templateOf} as template, b.id as source_id, ${partOf} as part,
      s.id as recipient_id, ${due} as due_at, ${due} + ${HOLD_AFTER_MS} as expires_at
    from broadcasts b left join subject_tests t on t.broadcast_id = b.id cross join (${next}) s
      left join moments m on m.zone = s.time_zone
    where ${going} and ${isChosen} and ${isTheirTurn}`
}

/**
 * The statement that closes broadcasts whose letters have all left; what waits or is held of another broadcast does not
 * keep one open.
 */
export function finish(db: Db, now: number) {
  return db.run(sql`
    update broadcasts as b set status = 'sent', finished_at = ${now}
    where b.status = 'sending' and b.fanned_out_at is not null
      and not exists (${stillToLeave(BROADCASTS, sql`b.id`)})`)
}
