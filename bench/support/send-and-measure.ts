import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import * as templates from '../../.build/letters.ts'
import { composeDraft } from '../../src/features/broadcasts/compose'
import { scheduleBroadcast } from '../../src/features/broadcasts/schedule'
import type { Database } from './database.ts'
import { draftOf } from './draft.ts'
import { cpuSeconds } from './processor.ts'
import type { startProgram } from './program.ts'
import type { Worker } from './worker.ts'

export type SinkCount = {
  requests: number
  letters: number
  different: number
  bytes: number
  refused: number
}
export type BenchApp = { database: Database; worker: Worker; sink: Awaited<ReturnType<typeof startProgram<number>>> }

/** Writes a broadcast and sets its hour to now. */
export async function schedule({ database }: BenchApp, name: string) {
  const now = Date.now()
  const id = await composeDraft(database.db, draftOf(name), now)
  await scheduleBroadcast(database.db, id, { at: now, local: null }, templates, now)
}

/**
 * Ticks once and waits until so many letters have arrived and every batch is recorded. What it cost is counted
 * from the tick to that moment, begun when the database is at rest; a letter that came twice, or none, is an error.
 */
export async function sendAndMeasure({ database, worker, sink }: BenchApp, letters: number) {
  await sink.ask('reset')
  await database.atRest()
  const before = { at: performance.now(), worker: cpuSeconds(worker.pid), database: cpuSeconds(database.pid) }
  const ticked = worker.tick().then(() => performance.now() - before.at)
  for (let sunk = 0; sunk < letters; sunk = (await sink.ask<SinkCount>('how many')).letters)
    await sleep(letters > 20_000 ? 200 : 40)
  while (await anyOpen(database)) await sleep(20)
  const seconds = (performance.now() - before.at) / 1000
  const cost = { worker: cpuSeconds(worker.pid) - before.worker, database: cpuSeconds(database.pid) - before.database }
  const sunk = await sink.ask<SinkCount>('reset')
  if (sunk.letters !== letters || sunk.different !== letters)
    throw new Error(`${letters} letters were due; ${sunk.letters} came, ${sunk.different} different ones`)
  return { seconds, tickSeconds: (await ticked) / 1000, cost, sunk }
}

async function anyOpen({ db }: Database) {
  const [row] = await db.all<{ open: number }>(
    sql`select exists (select 1 from batches where settled_at is null) as open`,
  )
  return row?.open === 1
}
