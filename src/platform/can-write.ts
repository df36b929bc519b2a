import { sql } from 'drizzle-orm'
import { batch } from './batch'
import type { Config } from './config'
import { openDb } from './db'
import { WATCH } from './time-limit'

/** A probe may begin this long after the one before. */
const REST_MS = 5000

type Probe = { startedAt: number; writes?: boolean }

const probes = new Map<string, Probe>()

/**
 * Whether the database takes writes at this moment: a batch takes the write lock and changes no row. The answer is
 * cached for five seconds. The caller must keep it running (`waitUntil`) when its own caller disconnects.
 */
export async function canWrite(config: Pick<Config, 'LIBSQL_URL' | 'LIBSQL_AUTH_TOKEN'>): Promise<boolean> {
  const last = probes.get(config.LIBSQL_URL)
  if (last && performance.now() - last.startedAt < REST_MS) return awaitProbe(last)
  const probe: Probe = { startedAt: performance.now() }
  probes.set(config.LIBSQL_URL, probe)
  const db = openDb(config, WATCH)
  const nothing = sql`update faults set times = times where code = '' and subject = ''`
  probe.writes = await batch(db, { nothing: db.run(nothing) }).then(
    () => true,
    () => false,
  )
  return probe.writes
}

// Another request is probing. The Workers runtime lets no request await the promise of another, so poll its result.
async function awaitProbe(probe: Probe): Promise<boolean> {
  while (probe.writes === undefined && performance.now() - probe.startedAt < WATCH.totalMs + 500) {
    await new Promise((look) => setTimeout(look, 25))
  }
  return probe.writes ?? false
}
