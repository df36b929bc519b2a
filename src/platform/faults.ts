import { type SQL, sql } from 'drizzle-orm'
import type { Db } from './db'
import { log } from './log'
import { wholeText } from './whole-text'

/** What can fail alone; the name is in the log, in the table and on `/healthz`. */
export const FAULT_CODES = [
  'time_zone',
  'enrolment',
  'broadcast',
  'template',
  'letter',
  'batch',
  'event',
  'provider_item',
  'tick_step',
  'queue',
] as const
export type FaultCode = (typeof FAULT_CODES)[number]

/**
 * One thing that failed while the others went on: `subject` is its id, `problem` names what was wrong, and no address.
 */
export type Fault = { code: FaultCode; subject: string | number; problem: string }

/** The statement that counts faults, each under its code and subject; they are logged as it is made. */
export function recordFaults(db: Db, faults: readonly Fault[], now: number) {
  for (const { code, subject, problem } of faults) log('fault', { code, subject, problem })
  const list = JSON.stringify(
    faults.map(({ code, subject, problem }) => [code, wholeText(String(subject), 200), wholeText(problem, 200)]),
  )
  return db.run(sql`
    insert into faults (code, subject, problem, first_at, last_at)
    select value ->> 0, value ->> 1, value ->> 2, ${now}, ${now} from json_each(${list}) where true
    on conflict (code, subject) do update set problem = excluded.problem, times = times + 1, last_at = excluded.last_at`)
}

/** Counts faults at once; of none nothing is asked of the database. */
export async function noteFaults(db: Db, faults: readonly Fault[], now: number): Promise<void> {
  if (faults.length > 0) await recordFaults(db, faults, now)
}

/**
 * The statement that counts as a fault, with one problem, whatever a query finds: `subject` is its only column. What is
 * found is known to the database alone, so it is not logged.
 */
export function countFaults(db: Db, code: FaultCode, problem: string, subjects: SQL, now: number) {
  return db.run(sql`
    insert into faults (code, subject, problem, first_at, last_at)
    select ${code}, substr(subject, 1, 200), ${problem}, ${now}, ${now} from (${subjects}) where true
    on conflict (code, subject) do update set problem = excluded.problem, times = times + 1, last_at = excluded.last_at`)
}

/** How many things failed alone since a moment (ms), of some codes: a scalar. */
export const faultsSince = (since: number, ofCodes = sql`true`) =>
  sql`(select count(*) from faults where last_at > ${since} and ${ofCodes})`

/** The condition of a fault whose subject is put aside; what a queue refused is brought again by itself. */
export const isPutAside = sql`code <> 'queue'`

/** The query for faults that were last seen before a moment (ms). */
export const faultsBefore = (before: number, most: number) =>
  sql`select rowid from faults where last_at < ${before} order by last_at limit ${sql.raw(String(most))}`

/** The statement that deletes those faults. */
export function forgetFaults(db: Db, which: SQL) {
  return db.run(sql`delete from faults where rowid in (${which})`)
}
