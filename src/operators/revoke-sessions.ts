import { type SQL, sql } from 'drizzle-orm'
import { batch } from '../platform/batch'
import { int } from '../platform/columns'
import type { Db } from '../platform/db'
import { returning } from '../platform/query'
import { type Act, type Actor, recordAudit } from './audit'
import type { Session } from './session'

type By = { actor: Actor; session: Pick<Session, 'id' | 'operatorId'> }

/** Ends one of an operator's own sessions, once. Returns whether there was such a session. */
export async function revokeSession(db: Db, id: number, by: By, now: number): Promise<boolean> {
  return (await revoke(db, sql`id = ${id}`, by, { action: 'session_revoked', subject: id }, now)) > 0
}

/** Ends all of an operator's sessions, or all but the one that asks. Returns how many there were. */
export function revokeSessions(db: Db, which: 'others' | 'all', by: By, now: number): Promise<number> {
  const these = which === 'all' ? sql`true` : sql`id <> ${by.session.id}`
  return revoke(db, these, by, { action: 'sessions_revoked', detail: { which } }, now)
}

async function revoke(db: Db, which: SQL, { actor, session }: By, act: Act, now: number): Promise<number> {
  const open = sql`operator_id = ${session.operatorId} and ended_at is null and ${which}`
  const { ended } = await batch(db, {
    noted: recordAudit(db, { ...actor, ...act }, now, sql`exists (select 1 from sessions where ${open})`),
    ended: returning(
      db,
      sql`update sessions set ended_at = ${now}, ended_by = iif(id = ${session.id}, 'signed_out', 'revoked') where ${open}`,
      { id: int },
    ),
  })
  return ended.length
}
