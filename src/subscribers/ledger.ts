import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../platform/db'
import type { ConsentAction } from './schema'
import type { Wording } from './wording'

/** Where a consent came from. The network address is hashed with our own key and not stored otherwise. */
export type Origin = {
  page: string
  referrer: string | null
  campaign: Readonly<Record<string, string>>
  networkHash: string | null
}

/**
 * The statement that copies a sign-up into the ledger, as it was typed and when, for the subscriber `s` that the
 * condition meets: a sign-up becomes a record of consent when it is confirmed.
 */
export function noteSignUp(db: Db, who: SQL, createdAt: number) {
  return db.run(sql`
    insert into consents (subscriber_id, action, at, wording_version, wording, page, referrer, campaign, network_hash)
    select s.id, 'signed_up', u.created_at, u.wording_version, u.wording, u.page, u.referrer, u.campaign, u.network_hash
    from subscribers s join sign_ups u on u.subscriber_id = s.id and u.created_at = ${createdAt} where ${who}`)
}

type Entry = { action: ConsentAction; origin: Origin; wording?: Wording; detail?: Record<string, unknown> }

/** The statement that adds one line to the consent ledger for every subscriber `s` that the condition meets. */
export function note(db: Db, who: SQL, { action, origin, wording, detail }: Entry, now: number) {
  const campaign = Object.keys(origin.campaign).length > 0 ? JSON.stringify(origin.campaign) : null
  return db.run(sql`
    insert into consents (subscriber_id, action, at, wording_version, wording, page, referrer, campaign, network_hash, detail)
    select s.id, ${action}, ${now}, ${wording?.version ?? null}, ${wording?.words ?? null}, ${origin.page}, ${origin.referrer},
      ${campaign}, ${origin.networkHash}, ${detailOf(detail)}
    from subscribers s where ${who}`)
}

/** A subscriber `s` confirmed, or changed something about the own letters, since a moment (ms). */
export const wasNotedSince = (moment: number) =>
  sql`exists (select 1 from consents c where c.subscriber_id = s.id and c.at >= ${moment})`

/** Whether the statement before added its line: within a transaction nobody else adds a newer one. */
export function wasNoted(id: number, { action, detail }: Pick<Entry, 'action' | 'detail'>, now: number): SQL {
  return sql`exists (
    select 1 from consents c where c.id = (select max(id) from consents) and c.subscriber_id = ${id}
      and c.action = ${action} and c.at = ${now} and c.detail is ${detailOf(detail)})`
}

const detailOf = (detail: Entry['detail']) => (detail ? JSON.stringify(detail) : null)
