import { sql } from 'drizzle-orm'
import { enqueue } from '../../mail/outbox/enqueue'
import { stillToLeave } from '../../mail/outbox/still-to-leave'
import { int } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { select } from '../../platform/query'
import { isPaused, mayWriteTo } from '../../subscribers/active'

/** What a broadcast's letter is in the outbox. */
export const BROADCASTS = { kind: 'broadcast', source: 'broadcast', to: 'subscriber' } as const

/** How many subscribers one statement reaches. */
export const AT_ONCE = 5000

/** A broadcast letter that waits this long after its moment is held for the practitioner's decision. */
export const HOLD_AFTER_MS = 48 * 3_600_000

/** The query for broadcasts whose letters are still to be written: at most one row a broadcast that is being sent. */
export function onTheirWay(db: Db, now: number) {
  return select(
    db,
    { id: int },
    sql`
    from broadcasts where status in ('scheduled', 'sending') and scheduled_at <= ${now} and fanned_out_at is null
    order by scheduled_at`,
  )
}

/**
 * The statements that write the next letters of a broadcast: one for each subscriber we may write to, in the order of
 * their ids, claimed by the plan `planId` at once, and how far that went. In one transaction, so a fan-out that stopped
 * continues where it was, and two at once write to nobody twice.
 */
export function fanOut(db: Db, id: number, planId: string, now: number, atOnce = AT_ONCE) {
  const reached = sql`(select reached_id from broadcasts where id = ${id})`
  const next = sql`select * from subscribers where id > ${reached} order by id limit ${sql.raw(String(atOnce))}`
  const going = sql`b.id = ${id} and b.status in ('scheduled', 'sending') and b.scheduled_at <= ${now} and b.fanned_out_at is null`
  return [
    enqueue(
      db,
      BROADCASTS,
      sql`
        select 'broadcast/' || b.id || '/' || s.id as dedupe_key, b.template_hash as template, b.id as source_id, null as part,
          s.id as recipient_id, b.scheduled_at as due_at, b.scheduled_at + ${HOLD_AFTER_MS} as expires_at
        from broadcasts b, (${next}) s
        where ${going} and ${mayWriteTo} and not ${isPaused(now)}`,
      now,
      { planId, kind: 'broadcast' },
    ),
    db.run(sql`
      update broadcasts as b set status = 'sending', reached_id = coalesce(n.last, reached_id),
        fanned_out_at = case when n.found < ${sql.raw(String(atOnce))} then ${now} end
      from (select count(*) as found, max(id) as last from (${next})) n where ${going}`),
  ] as const
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
