import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { migrateDatabase } from '../../scripts/migrate.ts'
import { freePort } from '../../scripts/support/ports.ts'
import { startSqld } from '../../scripts/support/sqld.ts'
import { openDb } from '../../src/platform/db'
import { WORK } from '../../src/platform/time-limit'
import { cpuSeconds } from './processor.ts'
import { startProgram } from './program.ts'

/** One statement that writes a million rows takes its time. */
const SEEDING_TAKES_MS = 600_000

/** So many looks in a row, this far apart, at which it used no processor time. */
const REST_LOOKS = 4
const REST_LOOK_MS = 250

export type Count = { trips: number; statements: number; rowsRead: number; rowsWritten: number }

/** A libSQL server of its own with our tables, empty; gone with its data on `stop`. */
export async function startDatabase() {
  const dir = await mkdtemp(join(tmpdir(), 'galea-bench-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = await startSqld({ dir, port })
  process.once('exit', () => child.kill('SIGKILL'))
  await migrateDatabase({ url })
  const counting = await startProgram<number>('support/counting-proxy.ts', { port })
  return {
    url,
    /** The same database through a proxy that counts. */
    countingUrl: `http://127.0.0.1:${counting.ready}`,
    counted: () => counting.ask<Count>('reset'),
    db: openDb({ LIBSQL_URL: url }, { ...WORK, answerMs: SEEDING_TAKES_MS }),
    pid: child.pid ?? 0,
    /** Waits until the server has nothing left to do: after seeding it goes on for a while, which nobody's letters cost. */
    async atRest() {
      for (let [cpu, same] = [-1, 0]; same < REST_LOOKS; await sleep(REST_LOOK_MS)) {
        const now = cpuSeconds(child.pid ?? 0)
        same = now === cpu ? same + 1 : 0
        cpu = now
      }
    },
    async stop() {
      counting.stop()
      child.kill('SIGKILL')
      await rm(dir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

export type Database = Awaited<ReturnType<typeof startDatabase>>
