import { type SQL, sql } from 'drizzle-orm'
import { postpone } from '../../mail/outbox/postpone'
import { recallWhere } from '../../mail/outbox/recall'
import { stillToLeave } from '../../mail/outbox/still-to-leave'
import { batch } from '../../platform/batch'
import { int } from '../../platform/columns'
import type { Db, Statement } from '../../platform/db'
import { problem } from '../../platform/errors'
import { newId } from '../../platform/ids'
import { returning, select } from '../../platform/query'
import { BROADCASTS, HOLD_AFTER_MS } from './broadcast-source'
import { copyForOthers } from './copy'

/** Letters of the broadcast `b` have waited for two days and are held: a condition. */
export const isHeld = (
  now: number,
): SQL => sql`(b.status = 'sending' and b.scheduled_at <= ${now - HOLD_AFTER_MS} and exists (
  select 1 from deliveries d
  where d.status = 'queued' and d.source_kind = 'broadcast' and d.source_id = b.id and d.expires_at <= ${now}))`

/** The query for broadcasts that wait for the practitioner's word. */
export function heldBroadcasts(db: Db, now: number) {
  return select(db, { id: int }, sql`from broadcasts b where b.status in ('scheduled', 'sending') and ${isHeld(now)}`)
}

/** Lets the held letters of a broadcast leave now. Throws `not_found` when none is held. */
export async function releaseHeld(db: Db, id: number, noted: readonly Statement[], now: number): Promise<void> {
  const release = sql`
    update broadcasts as b set updated_at = ${now}, scheduled_at = iif(b.fanned_out_at is null, ${now}, b.scheduled_at)
    where b.id = ${id} and ${isHeld(now)}`
  const { released } = await batch(db, {
    released: returning(db, release, { id: int }),
    due: postpone(
      db,
      sql`
      select d.id, ${now} as due_at, ${now + HOLD_AFTER_MS} as expires_at from deliveries d
      where d.id in (${stillToLeave(BROADCASTS, sql`${id}`)}) and d.expires_at <= ${now}
        and exists (select 1 from broadcasts where id = ${id} and status = 'sending')`,
    ),
    noted,
  })
  if (released.length === 0) throw notHeld()
}

/**
 * Stops a held broadcast and makes a draft of its words for those who did not get it; returns its id. Throws `not_found`
 * when none of its letters is held.
 */
export async function rewriteHeld(db: Db, id: number, noted: readonly Statement[], now: number): Promise<number> {
  const copy = { id: newId(), subject: null, who: 'not_had', againOf: null } as const
  const { copied } = await batch(db, {
    ...copyForOthers(db, id, copy, isHeld(now), now),
    stopped: db.run(sql`
      update broadcasts as b set status = 'stopped', finished_at = ${now}, updated_at = ${now} where b.id = ${id} and ${isHeld(now)}`),
    recalled: recallWhere(
      db,
      sql`id in (${stillToLeave(BROADCASTS, sql`${id}`)}) and exists (select 1 from broadcasts where id = ${id} and status = 'stopped')`,
      'rewritten',
      now,
    ),
    noted,
  })
  const [draft] = copied
  if (!draft) throw notHeld()
  return draft.id
}

const notHeld = () => problem('not_found', 'None of these letters waits for a decision.')
