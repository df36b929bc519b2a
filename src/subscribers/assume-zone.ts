import { type SQL, sql } from 'drizzle-orm'
import { int } from '../platform/columns'
import type { Db } from '../platform/db'
import { returning } from '../platform/query'
import { knownZones } from '../platform/time-zone'

/**
 * The statement that gives a zone to those among the subscribers that `whose` selects whose zone is unknown; the
 * moment says since when it is assumed. Returns their ids.
 */
export function assumeZone(db: Db, whose: SQL, zone: string, now: number) {
  const change = sql`
    update subscribers set time_zone = ${zone}, zone_assumed_at = ${now}
    where id in (${whose}) and time_zone not in (select value from json_each(${JSON.stringify(knownZones())}))`
  return returning(db, change, { id: int })
}

/** The query for subscribers whose zone was unknown when the database was brought up to date. */
export const zonesToAssume = (most: number) =>
  sql`select id from subscribers where zone_assumed_at = 0 order by id limit ${sql.raw(String(most))}`

/** The statement that gives those the practitioner's zone until they choose another. */
export function assumeZones(db: Db, whose: SQL, zone: string, now: number) {
  return db.run(sql`update subscribers set time_zone = ${zone}, zone_assumed_at = ${now} where id in (${whose})`)
}
