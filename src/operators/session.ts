import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { bool, int, moment, oneOf, text } from '../platform/columns'
import type { Db } from '../platform/db'
import { newId } from '../platform/ids'
import { returning, select } from '../platform/query'
import { isOperator } from './active'
import { SESSION_ENDS } from './schema'

/** A session ends this long after its last use. */
export const SESSION_MS = 30 * 86_400_000

/** How often the last use is written down. */
const TOUCH_EVERY_MS = 3_600_000

/** Where a request comes from, as it is kept: device and network in words, and the network as a keyed hash. */
export type Whereabouts = { device: string; network: string | null; networkHash: string | null }

/** An open session and its operator. */
export type Session = {
  id: number
  operatorId: number
  email: string
  createdAt: number
  usedAt: number
  linkId: number | null
}

/** Why a session is over; `expired` when it was not used for 30 days. */
export type Over = (typeof SESSION_ENDS)[number] | 'expired'

/** A new session: its id, the token for the cookie, and the hash that is stored. */
export function newSession() {
  const token = randomBytes(32).toString('base64url')
  return { id: newId(), token, tokenHash: hashToken(token) }
}

/** The hash under which the session of a token is stored. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/**
 * The session of a token: open, or why it is over; null when there never was one, or it is forgotten. One query.
 */
export async function findSession(
  db: Db,
  token: string,
  now: number,
): Promise<Session | { over: Over; id: number; operatorId: number } | null> {
  const [found] = await select(
    db,
    {
      id: int`s.id`,
      operatorId: int`s.operator_id`,
      email: text`o.email`,
      createdAt: moment`s.created_at`,
      usedAt: moment`s.used_at`,
      linkId: int.orNull`s.link_id`,
      endedBy: oneOf(SESSION_ENDS).orNull`s.ended_by`,
      present: bool`${isOperator} and s.created_at >= o.added_at`,
    },
    sql`from sessions s join operators o on o.id = s.operator_id where s.token_hash = ${hashToken(token)}`,
  )
  if (!found) return null
  const { endedBy, present, ...session } = found
  const { id, operatorId } = session
  if (endedBy) return { over: endedBy, id, operatorId }
  if (!present) return { over: 'operator_removed', id, operatorId }
  return session.usedAt > now - SESSION_MS ? session : { over: 'expired', id, operatorId }
}

/** Whether the last use of a session is to be written down by `touchSession`. */
export function isTouchDue({ usedAt }: Pick<Session, 'usedAt'>, now: number): boolean {
  return usedAt <= now - TOUCH_EVERY_MS
}

/** The statement that writes down the last use of an open session, and where it was. */
export function touchSession(db: Db, id: number, { device, network, networkHash }: Whereabouts, now: number) {
  return db.run(sql`
    update sessions set used_at = ${now}, device = ${device}, network = ${network}, network_hash = ${networkHash}
    where id = ${id} and ended_at is null and used_at <= ${now - TOUCH_EVERY_MS}`)
}

/** The statement that ends one's own session; it returns the id of one that was open. */
export function signOut(db: Db, id: number, now: number) {
  const ended = sql`update sessions set ended_at = ${now}, ended_by = 'signed_out' where id = ${id} and ended_at is null`
  return returning(db, ended, { id: int })
}
