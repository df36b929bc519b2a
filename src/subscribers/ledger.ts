import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../platform/db'
import type { ConsentAction } from './schema'
import type { Wording } from './wording'

/** Where a consent came from. The network address is hashed with our own key and kept no other way. */
export type Origin = {
  page: string
  referrer: string | null
  campaign: Readonly<Record<string, string>>
  networkHash: string | null
}

type Entry = { action: ConsentAction; origin: Origin; wording?: Wording; detail?: Record<string, unknown> }

/** The statement that adds one line to the consent ledger for every subscriber `s` that the condition meets. */
export function note(db: Db, who: SQL, { action, origin, wording, detail }: Entry, now: number) {
  const campaign = Object.keys(origin.campaign).length > 0 ? JSON.stringify(origin.campaign) : null
  return db.run(sql`
    insert into consents (subscriber_id, action, at, wording_version, wording, page, referrer, campaign, network_hash, detail)
    select s.id, ${action}, ${now}, ${wording?.version ?? null}, ${wording?.words ?? null}, ${origin.page}, ${origin.referrer},
      ${campaign}, ${origin.networkHash}, ${detail ? JSON.stringify(detail) : null}
    from subscribers s where ${who}`)
}
