import type { Context } from 'hono'
import { changedNow } from '../../../features/broadcasts/changed-now'
import type { Broadcast } from '../../../features/broadcasts/find'
import type { BroadcastStatus } from '../../../features/broadcasts/schema'
import { type AuditAction, recordAudit } from '../../../operators/audit'
import type { AdminEnv } from '../context'

type Letter = Pick<Broadcast, 'id' | 'subject'>

/** The statement that writes down what was done with a letter, if that very change brought it into one of these states. */
export function noteChange(
  c: Context<AdminEnv>,
  { id, subject }: Letter,
  action: AuditAction,
  statuses: readonly BroadcastStatus[],
  now: number,
  detail: Record<string, string | number> = {},
) {
  const act = { ...c.get('actor'), action, subject: id, detail: { title: subject, ...detail } }
  return recordAudit(c.var.app.db, act, now, changedNow(id, statuses, now))
}
