import { sql } from 'drizzle-orm'
import type { Config } from './config'
import type { Db } from './db'
import { devClock } from './schema'

/** Tells the moment in milliseconds since 1970 (UTC); the only source of "now" in the service. */
export type Clock = { now: () => number }

/** The real clock; in development plus the offset set by `/dev/clock`, for which alone the database is opened. */
export async function openClock(config: Pick<Config, 'DEV_CLOCK'>, open: () => Db): Promise<Clock> {
  const offset = config.DEV_CLOCK ? await readOffset(open()) : 0
  return { now: () => Date.now() + offset }
}

/** Sets the development clock to a moment, from which it runs on. */
export async function setDevClock(db: Db, moment: number): Promise<void> {
  const offsetMs = Math.round(moment - Date.now())
  await db.insert(devClock).values({ id: 1, offsetMs }).onConflictDoUpdate({ target: devClock.id, set: { offsetMs } })
}

async function readOffset(db: Db): Promise<number> {
  try {
    const [row] = await db.select({ offsetMs: devClock.offsetMs }).from(devClock).where(sql`${devClock.id} = 1`)
    return row?.offsetMs ?? 0
  } catch {
    return 0 // without a database nothing is due, and /healthz should be able to say so
  }
}
