import { sql } from 'drizzle-orm'
import { batch } from '../platform/batch'
import { int, text } from '../platform/columns'
import type { Db } from '../platform/db'
import { returning } from '../platform/query'
import { type Actor, recordAudit } from './audit'

/** Gives a passkey of one's own another name. Returns false when there is no such passkey. */
export async function renamePasskey(db: Db, id: number, name: string, actor: Actor, now: number): Promise<boolean> {
  const mine = sql`id = ${id} and operator_id = ${actor.operatorId}`
  const act = { action: 'passkey_renamed', subject: id, detail: { name } } as const
  const { renamed } = await batch(db, {
    noted: recordAudit(
      db,
      { ...actor, ...act },
      now,
      sql`exists (select 1 from passkeys where ${mine} and name <> ${name})`,
    ),
    renamed: returning(db, sql`update passkeys set name = ${name} where ${mine}`, { id: int }),
  })
  return renamed.length > 0
}

/** Removes a passkey of one's own; `name` is what the log calls it. Returns false when there is no such passkey. */
export async function removePasskey(
  db: Db,
  { id, name }: { id: number; name: string },
  actor: Actor,
  now: number,
): Promise<boolean> {
  const mine = sql`id = ${id} and operator_id = ${actor.operatorId}`
  const act = { action: 'passkey_removed', subject: id, detail: { name } } as const
  const { removed } = await batch(db, {
    noted: recordAudit(db, { ...actor, ...act }, now, sql`exists (select 1 from passkeys where ${mine})`),
    removed: returning(db, sql`delete from passkeys where ${mine}`, { name: text }),
  })
  return removed.length > 0
}
