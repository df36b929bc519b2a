import { type SQL, sql } from 'drizzle-orm'
import { batch } from '../platform/batch'
import { bool, int, moment, oneOf } from '../platform/columns'
import type { Db } from '../platform/db'
import { returning, select } from '../platform/query'
import { isOperator } from './active'
import { recordAudit } from './audit'
import { LINK_REASONS, type SIGN_IN_WAYS } from './schema'
import { newSession, type Whereabouts } from './session'

/** The link of a token as it is now: `open`, `used` (or voided by another), or `expired`. */
export type LinkState = 'open' | 'used' | 'expired'

/** What a link is for and whether it is good; null when there is no such link, or its operator was removed. */
export async function findLink(db: Db, id: number, operatorId: number, now: number) {
  const [link] = await select(
    db,
    { reason: oneOf(LINK_REASONS), usedAt: moment.orNull, expired: bool`l.expires_at <= ${now}` },
    sql`from sign_in_links l where l.id = ${id} and ${ofPresent(operatorId)}`,
  )
  if (!link) return null
  const state: LinkState = link.usedAt !== null ? 'used' : link.expired ? 'expired' : 'open'
  return { reason: link.reason, state }
}

/** Signs in with a link, once: of two at the same time one gets a session. Returns its token, or null. */
export async function signInByLink(
  db: Db,
  link: { id: number; operatorId: number },
  before: string | null,
  whereabouts: Whereabouts,
  now: number,
): Promise<string | null> {
  const isGood = sql`exists (
    select 1 from sign_in_links l
    where l.id = ${link.id} and l.used_at is null and l.expires_at > ${now} and ${ofPresent(link.operatorId)})`
  const opening = openSession(db, { ...link, way: 'link', linkId: link.id, where: isGood, before }, whereabouts, now)
  const { opened } = await batch(db, opening.statements)
  return opened.length > 0 ? opening.token : null
}

const ofPresent = (operatorId: number) => sql`l.operator_id = ${operatorId} and exists (
  select 1 from operators o where o.id = l.operator_id and ${isOperator} and l.created_at >= o.added_at)`

type Opening = {
  operatorId: number
  way: (typeof SIGN_IN_WAYS)[number]
  linkId?: number
  /** The condition under which the session is opened. */
  where: SQL
  /** The hash of the token that this browser had: its session is replaced. */
  before: string | null
}

/**
 * The statements that open a session where a condition holds, replace the one this browser had, and void the operator's
 * other links; and the token of the new one with its hash. `opened` has a row when it was opened.
 */
export function openSession(
  db: Db,
  { operatorId, way, linkId = undefined, where, before }: Opening,
  whereabouts: Whereabouts,
  now: number,
) {
  const { id, token, tokenHash } = newSession()
  const { device, network, networkHash } = whereabouts
  const isOpen = sql`exists (select 1 from sessions where id = ${id})`
  const statements = {
    opened: returning(
      db,
      sql`
        insert into sessions (id, token_hash, operator_id, way, link_id, created_at, used_at, device, network, network_hash)
        select ${id}, ${tokenHash}, ${operatorId}, ${way}, ${linkId ?? null}, ${now}, ${now}, ${device}, ${network}, ${networkHash}
        where ${where}`,
      { id: int },
    ),
    voided: db.run(sql`
      update sign_in_links set used_at = ${now} where operator_id = ${operatorId} and used_at is null and ${isOpen}`),
    replaced: db.run(sql`
      update sessions set ended_at = ${now}, ended_by = 'replaced'
      where token_hash = ${before} and ended_at is null and ${isOpen}`),
    noted: recordAudit(db, { operatorId, ...whereabouts, action: 'signed_in', detail: { way } }, now, isOpen),
  }
  return { token, tokenHash, statements }
}
