import { sql } from 'drizzle-orm'
import { NEVER } from '../../mail/outbox/keep-back'
import { postpone } from '../../mail/outbox/postpone'
import { recallWhere } from '../../mail/outbox/recall'
import { stillToLeave } from '../../mail/outbox/still-to-leave'
import { batch } from '../../platform/batch'
import { int, text } from '../../platform/columns'
import type { Db, Statement } from '../../platform/db'
import { problem } from '../../platform/errors'
import { returning, select } from '../../platform/query'
import { BROADCASTS, HOLD_AFTER_MS } from './broadcast-source'
import { momentsFrom } from './departure'
import { isUntouched } from './undo'

const lettersOf = (id: number) => stillToLeave(BROADCASTS, sql`${id}`)

/** What is written down of a change, in the same transaction. */
type Noted = readonly Statement[]

/** Pauses a broadcast: what has not left waits. Throws `not_found` when it is not being sent. */
export async function pauseBroadcast(db: Db, id: number, now: number, noted: Noted = []): Promise<void> {
  const pause = sql`
    update broadcasts set status = 'paused', updated_at = ${now} where id = ${id} and status in ('scheduled', 'sending')`
  const { paused } = await batch(db, {
    paused: returning(db, pause, { id: int }),
    waiting: postpone(
      db,
      sql`select d.id, ${NEVER} as due_at, null as expires_at from deliveries d where d.id in (${lettersOf(id)})`,
    ),
    noted,
  })
  if (paused.length === 0) throw problem('not_found', 'This letter is not on its way, so there is nothing to pause.')
}

/**
 * Resumes a paused broadcast; letters that are still to be written count from now. At readers' own hours each waits for
 * the next time that it is this hour in its reader's zone.
 */
export async function resumeBroadcast(db: Db, id: number, now: number, noted: Noted = []): Promise<void> {
  const [local] = await select(
    db,
    { at: text`local_at` },
    sql`from broadcasts where id = ${id} and local_at is not null`,
  )
  const moments = local ? JSON.stringify(momentsFrom(local.at, now)) : null
  const resume = sql`
    update broadcasts as b set status = iif(${isUntouched}, 'scheduled', 'sending'), updated_at = ${now},
      scheduled_at = case when fanned_out_at is null then max(scheduled_at, ${now}) else scheduled_at end, moments = ${moments}
    where id = ${id} and status = 'paused' and local_at is ${local?.at ?? null}`
  const { resumed } = await batch(db, {
    resumed: returning(db, resume, { id: int }),
    due: postpone(
      db,
      sql`
      with moments as materialized (select key as zone, cast(value as integer) as at from json_each(${moments}))
      select d.id, coalesce(m.at, ${now}) as due_at, coalesce(m.at, ${now}) + ${HOLD_AFTER_MS} as expires_at
      from deliveries d left join subscribers s on s.id = d.subscriber_id left join moments m on m.zone = s.time_zone
      where d.id in (${lettersOf(id)}) and exists (select 1 from broadcasts where id = ${id} and status = 'sending')`,
    ),
    noted,
  })
  if (resumed.length === 0) throw problem('not_found', 'This letter is not paused.')
}

/** Stops a broadcast for good: what has not left is recalled. Throws `not_found` when it is not being sent. */
export async function stopBroadcast(db: Db, id: number, now: number, noted: Noted = []): Promise<void> {
  const stop = sql`
    update broadcasts set status = 'stopped', finished_at = ${now}, updated_at = ${now}
    where id = ${id} and status in ('scheduled', 'sending', 'paused')`
  const { stopped } = await batch(db, {
    stopped: returning(db, stop, { id: int }),
    recalled: recallWhere(db, sql`id in (${lettersOf(id)})`, 'stopped', now),
    noted,
  })
  if (stopped.length === 0) throw problem('not_found', 'This letter is not on its way, so there is nothing to stop.')
}
