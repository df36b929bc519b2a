import { sql } from 'drizzle-orm'
import { text } from '../platform/columns'
import type { Db } from '../platform/db'
import { select } from '../platform/query'

// The expressions of the indexes `consents_source` and `consents_campaign`, to the letter.
const named = (parameter: string) => `case when json_valid(campaign) then campaign ->> '${parameter}' end`
const SOURCE = named('utm_source')
const CAMPAIGN = named('utm_campaign')

/** A subscriber `s` confirmed a sign-up that named one of these as its `utm_source` or `utm_campaign`. */
export function cameFrom(sources: readonly string[]) {
  const one = (expression: string) => sql`
    select subscriber_id from consents
    where campaign is not null and ${sql.raw(expression)} in (select value from json_each(${JSON.stringify(sources)}))`
  return sql`s.id in (${one(SOURCE)} union all ${one(CAMPAIGN)})`
}

/** The query for the different sources and campaigns of sign-ups, at most two hundred, by looks into their indexes. */
export function listSources(db: Db) {
  const walk = (expression: string) => {
    const first = (after: string) => `(select min(${expression}) from consents where campaign is not null${after})`
    return `
      select name from (
        with recursive found (name) as (
          select ${first('')}
          union all select ${first(` and ${expression} > found.name`)} from found where found.name is not null)
        select name from found where name is not null limit 200)`
  }
  return select(db, { name: text }, sql.raw(`from (${walk(SOURCE)} union ${walk(CAMPAIGN)}) order by name limit 200`))
}
