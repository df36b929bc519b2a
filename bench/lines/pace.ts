import { startDatabase } from '../support/database.ts'
import { cpuSeconds } from '../support/processor.ts'
import { startProgram } from '../support/program.ts'
import type { Ask, Row } from '../support/report.ts'
import { seedReaders } from '../support/seed.ts'
import { type BenchApp, type SinkCount, schedule } from '../support/send-and-measure.ts'
import { startWorker } from '../support/worker.ts'

const RATE = 10
const LATENCY_MS = 150

/** A broadcast into a provider that takes ten requests a second and a while to answer: how much of it is used. */
export async function pace({ quick, say }: Ask): Promise<Row[]> {
  const seconds = quick ? 10 : 60
  say(`${seconds} seconds at ${RATE} requests a second`)
  const database = await startDatabase()
  const sink = await startProgram<number>('support/sink.ts', { rate: RATE, latencyMs: LATENCY_MS })
  const worker = await startWorker({
    LIBSQL_URL: database.url,
    RESEND_BASE_URL: `http://127.0.0.1:${sink.ready}`,
    RESEND_RATE: String(RATE),
  })
  try {
    await seedReaders(database.db, 1, (seconds + 5) * RATE * 100, Date.now())
    return await watch({ database, worker, sink }, seconds)
  } finally {
    await worker.stop().catch(() => {})
    sink.stop()
    await database.stop()
  }
}

// From the first request on, for so many seconds; letters are still waiting when the watch ends.
async function watch(app: BenchApp, seconds: number): Promise<Row[]> {
  const { worker, database, sink } = app
  const cpu = () => cpuSeconds(worker.pid) + cpuSeconds(database.pid)
  await schedule(app, 'At the pace of the post')
  const before = cpu()
  const ticked = worker.tick()
  const { requests, refused } = await sink.ask<SinkCount>({ afterMs: seconds * 1000 })
  const spent = cpu() - before
  await ticked
  return [
    {
      what: `share of ${RATE} requests a second used, answers after ${LATENCY_MS} ms`,
      value: (requests / (RATE * seconds)) * 100,
      unit: '%',
      beside: 'aim: over 95',
    },
    { what: 'requests refused with 429', value: refused, unit: '' },
    { what: 'worker and database CPU a second', value: spent / seconds, unit: 's' },
  ]
}
