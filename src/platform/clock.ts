import { sql } from 'drizzle-orm'
import type { Config } from './config'
import type { Db } from './db'
import { devClock } from './schema'

/** Tells the moment in milliseconds since 1970 (UTC); the only source of "now" in the service. */
export type Clock = { now: () => number }

type Settings = Pick<Config, 'DEV_CLOCK' | 'LIBSQL_URL'>

/** The real clock; in development plus the offset set by `/dev/clock`, for which alone the database is opened. */
export async function openClock(config: Settings, open: () => Db): Promise<Clock> {
  const offset = config.DEV_CLOCK ? await readOffset(config, open) : 0
  return { now: () => Date.now() + offset }
}

/** Sets the development clock to a moment, from which it runs on. */
export async function setDevClock({ LIBSQL_URL }: Settings, db: Db, moment: number): Promise<void> {
  const offsetMs = Math.round(moment - Date.now())
  await db.insert(devClock).values({ id: 1, offsetMs }).onConflictDoUpdate({ target: devClock.id, set: { offsetMs } })
  offsets.set(LIBSQL_URL, offsetMs)
}

// The offsets of databases that were asked for it: a development service is one isolate, and nobody else sets its clock.
const offsets = new Map<string, number>()

async function readOffset({ LIBSQL_URL }: Settings, open: () => Db): Promise<number> {
  const known = offsets.get(LIBSQL_URL)
  if (known !== undefined) return known
  try {
    const [row] = await open().select({ offsetMs: devClock.offsetMs }).from(devClock).where(sql`${devClock.id} = 1`)
    const offsetMs = offsets.get(LIBSQL_URL) ?? row?.offsetMs ?? 0 // it may have been set meanwhile
    offsets.set(LIBSQL_URL, offsetMs)
    return offsetMs
  } catch {
    return 0 // without a database nothing is due, and /healthz should be able to say so
  }
}
