import { startDatabase } from '../support/database.ts'
import { memory } from '../support/processor.ts'
import { startProgram } from '../support/program.ts'
import type { Ask, Row } from '../support/report.ts'
import { seedReaders } from '../support/seed.ts'
import { schedule, sendAndMeasure } from '../support/send-and-measure.ts'
import { startWorker } from '../support/worker.ts'

const WARM_UP = 1000

/** A broadcast through worker, queue and database into a sink that accepts at once: how fast, and at what cost. */
export async function broadcast({ quick, say, seen }: Ask): Promise<Row[]> {
  const rows: Row[] = []
  for (const readers of quick ? [5000] : [10_000, 100_000]) {
    say(`a broadcast to ${readers} readers`)
    rows.push(...(await measure(readers, seen)))
  }
  return rows
}

async function measure(readers: number, seen: Map<string, number>): Promise<Row[]> {
  const database = await startDatabase()
  const sink = await startProgram<number>('support/sink.ts')
  const to = { RESEND_BASE_URL: `http://127.0.0.1:${sink.ready}`, RESEND_RATE: '1000' }
  const worker = await startWorker({ ...to, LIBSQL_URL: database.url })
  const app = { database, sink, worker }
  try {
    await seedReaders(database.db, 1, WARM_UP, Date.now())
    await schedule(app, 'Warm hands')
    await sendAndMeasure(app, WARM_UP)
    await seedReaders(database.db, WARM_UP + 1, readers, Date.now())
    await schedule(app, 'The crown')
    const { seconds, cost, sunk } = await sendAndMeasure(app, readers)
    const { peakMb } = memory(worker.pid)
    const thousands = readers / 1000
    seen.set('broadcast.worker', cost.worker / thousands)
    if (!seen.has('broadcast.both')) seen.set('broadcast.both', (cost.worker + cost.database) / thousands)
    const name = (what: string) => `${what}, ${readers.toLocaleString('en')} readers`
    return [
      { what: name('letters a second'), value: readers / seconds, unit: '/s' },
      { what: name('worker CPU per 1,000 letters'), value: cost.worker / thousands, unit: 's' },
      { what: name('database CPU per 1,000 letters'), value: cost.database / thousands, unit: 's' },
      {
        what: name('both together'),
        value: (cost.worker + cost.database) / thousands,
        unit: 's',
        beside: 'aim: under 0.15',
      },
      { what: name('peak memory of workerd, all of it'), value: peakMb, unit: 'MB' },
      { what: name('requests to Resend per 1,000 letters'), value: sunk.requests / thousands, unit: '' },
      { what: name('bytes of a letter on the wire'), value: sunk.bytes / sunk.letters, unit: 'B' },
      ...(readers <= 10_000 ? await count(app, to, readers) : []),
    ]
  } finally {
    await worker.stop().catch(() => {})
    sink.stop()
    await database.stop()
  }
}

// Counting costs time, so it is done to another broadcast, after the clock has stopped.
async function count(
  app: Parameters<typeof sendAndMeasure>[0],
  to: Record<string, string>,
  readers: number,
): Promise<Row[]> {
  const { database, sink } = app
  const worker = await startWorker({ ...to, LIBSQL_URL: database.countingUrl })
  try {
    await schedule(app, 'The temples')
    await database.counted()
    await sendAndMeasure({ database, sink, worker }, readers)
    const { trips, rowsRead, rowsWritten } = await database.counted()
    return [
      {
        what: 'database round trips per 100 letters',
        value: (trips / readers) * 100,
        unit: '',
        beside: 'aim: at most 6',
      },
      { what: 'rows read per 1,000 letters', value: (rowsRead / readers) * 1000, unit: '' },
      { what: 'rows written per 1,000 letters', value: (rowsWritten / readers) * 1000, unit: '' },
    ]
  } finally {
    await worker.stop().catch(() => {})
  }
}
