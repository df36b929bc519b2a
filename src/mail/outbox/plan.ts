import { type SQL, sql } from 'drizzle-orm'
import { batch } from '../../platform/batch'
import { int, oneOf, text } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { noteFaults } from '../../platform/faults'
import { newKey } from '../../platform/ids'
import { isolate } from '../../platform/isolate'
import { type Row, returning, selectMany } from '../../platform/query'
import { MAX_LETTERS } from '../provider'
import { GIVE_BACK_AFTER_MS } from './enqueue'
import { isSendingPaused, isStoppedByProvider } from './paused'
import { KINDS } from './schema'

/** The most letters one tick plans; the next tick continues. */
const MAX_AT_ONCE = 60_000

/**
 * A batch that waits for a sender, and how often it was tried before. Its row may be corrupt: then its consumer finds
 * no such batch, or no such letter kind, and the others leave.
 */
const WAITING = { id: text.orElse(''), kind: oneOf(KINDS).orElse('unknown'), attempts: int.orElse(0) }
const lettersOf = (status: SQL) => int`(select count(*) from deliveries d where d.batch_id = batches.id and ${status})`
export type Waiting = Row<typeof WAITING> & { letters: number }

/**
 * The statements of planning: what is due and not too late is claimed into batches of one kind and at most `MAX_LETTERS`.
 * Nothing is claimed while sending is paused, and only alerts while the provider is still to be asked. The last
 * statement returns `Waiting` rows.
 */
export function plan(db: Db, planId: string, now: number, which: SQL = dueDeliveries(now)) {
  const claim = db.run(sql`
    update deliveries set status = 'claimed', batch_id = ${planId} || '-' || due.kind || '-' || (due.place / ${sql.raw(String(MAX_LETTERS))})
    from (select id, kind, row_number() over (partition by kind order by due_at, id) - 1 as place from (${which})) due
    where deliveries.id = due.id and deliveries.status = 'queued'`)
  return [claim, openPlanned(db, planId, now)] as const
}

/** The statement that opens the batches of a plan over what was claimed for them; returns `Waiting` rows. */
export function openPlanned(db: Db, planId: string, now: number) {
  const opened = sql`
    insert into batches (id, kind, created_at, next_try_at)
    select batch_id, kind, ${now}, ${now + GIVE_BACK_AFTER_MS} from deliveries
    where batch_id > ${`${planId}-`} and batch_id < ${`${planId}.`} group by batch_id`
  return returning(db, opened, { ...WAITING, attempts: int`0`, letters: lettersOf(sql`true`) })
}

/** Plans in parts after the database refused the whole, so that only a delivery that cannot be claimed is left. */
export async function planInParts(db: Db, now: number): Promise<Waiting[]> {
  const planned: Waiting[] = []
  const ids = (await selectMany(db, { id: int }, sql`from (${dueDeliveries(now)})`)).map(({ id }) => id)
  const failed = await isolate(ids, async (some) => {
    const these = sql`select * from (${dueDeliveries(now)}) where id in (select value from json_each(${JSON.stringify(some)}))`
    const { opened } = await batch(db, { opened: plan(db, newKey(), now, these) })
    planned.push(...opened)
  })
  const faults = failed.map(({ item, problem }) => ({ code: 'letter', subject: item, problem }) as const)
  await noteFaults(db, faults, now)
  return planned
}

const dueDeliveries = (now: number) => sql`
  select id, kind, due_at from deliveries
  where status = 'queued' and due_at <= ${now} and (expires_at is null or expires_at > ${now})
    and (not ${isSendingPaused(now)} or kind = 'digest' and not ${isStoppedByProvider(now)})
  order by due_at limit ${sql.raw(String(MAX_AT_ONCE))}`

/** The statement of the sweep: batches to which nothing happened for a while, or whose next try is due. */
export function sweep(db: Db, now: number) {
  const taken = sql`
    update batches set next_try_at = ${now + GIVE_BACK_AFTER_MS}
    where id in (
      select id from batches where settled_at is null and next_try_at <= ${now} and coalesce(lease_until, 0) <= ${now}
        and not ${isStoppedByProvider(now)} and created_at > coalesce((select catch_up_since from outbox where id = 1), 0)
      order by next_try_at limit 1000)`
  return returning(db, taken, { ...WAITING, letters: lettersOf(sql`d.status <> 'cancelled'`) })
}
