import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { startQueueOnly } from '../floor/queue-only.ts'
import { startBare } from '../support/bare.ts'
import { type Database, startDatabase } from '../support/database.ts'
import { EVENTS_A_LETTER, type Event, seedSentBroadcast, signEvents } from '../support/events.ts'
import { load } from '../support/load.ts'
import { cpuSeconds } from '../support/processor.ts'
import type { Ask, Row } from '../support/report.ts'
import { seedReaders } from '../support/seed.ts'
import { startWorker, type Worker } from '../support/worker.ts'
import { signUpsBesideEvents } from './sign-ups-beside-events.ts'

const AT_ONCE = 4
const ROUNDS = 3
const WARM_UP = 1000
const RECORDED_WITHIN_MS = 120_000
const QUEUE_RESTS_MS = 2500

/** Events of a broadcast that has left, from the signed request until each is recorded; by turns with a bare worker. */
export async function webhooks({ quick, say }: Ask): Promise<Row[]> {
  const [letters, each] = quick ? [10_000, 600] : [100_000, 3000]
  const database = await startDatabase()
  const bare = await startBare()
  const queueOnly = await startQueueOnly()
  const worker = await startWorker({ LIBSQL_URL: database.url }, { assets: false })
  try {
    const now = Date.now()
    await seedReaders(database.db, 1, letters, now)
    const readers = await seedSentBroadcast(database, now)
    const next = (events: number, to: Worker = worker) =>
      signEvents(to.url, readers.splice(0, events / EVENTS_A_LETTER))
    await record(database, worker, await next(WARM_UP))
    await queueOnlyCost(queueOnly, await next(WARM_UP, queueOnly))
    say(`${ROUNDS} rounds of ${each} answers of a bare worker and ${each} events, of a broadcast to ${letters}`)
    const hellos: number[] = []
    const queued: number[] = []
    const rounds: Measured[] = []
    for (let round = 0; round < ROUNDS; round++) {
      hellos.push(await bare.cpuMs(each, AT_ONCE))
      queued.push(await queueOnlyCost(queueOnly, await next(each, queueOnly)))
      rounds.push(await record(database, worker, await next(each)))
    }
    const hello = mean(hellos)
    const ofWorker = mean(rounds.map(({ worker }) => worker))
    const ofDatabase = mean(rounds.map(({ database }) => database))
    return [
      { what: 'a bare worker that says hello: CPU a request', value: hello, unit: 'ms' },
      {
        what: `an event of a broadcast to ${letters.toLocaleString('en')}: CPU, worker and database`,
        value: ofWorker + ofDatabase,
        unit: 'ms',
        beside: `worker ${ofWorker.toFixed(2)}, database ${ofDatabase.toFixed(2)}`,
      },
      {
        what: 'an event: to the bare worker',
        value: (ofWorker + ofDatabase) / hello,
        unit: '×',
        beside: 'aim: at most 3',
      },
      {
        what: 'a bare worker that only puts events on the queue and takes them off: CPU an event',
        value: mean(queued),
        unit: 'ms',
        beside: `${(mean(queued) / hello).toFixed(2)} × the bare worker`,
      },
      {
        what: `events a second, ${AT_ONCE} at once`,
        value: mean(rounds.map(({ aSecond }) => aSecond)),
        unit: '/s',
        beside: `p99 at most ${Math.max(...rounds.map(({ p99 }) => p99)).toFixed(0)} ms`,
      },
      ...(await countRows(database, next)),
      ...(await signUpsBesideEvents({ quick, say, database, readers, bare, ratio: (ofWorker + ofDatabase) / hello })),
    ]
  } finally {
    await bare.stop()
    await queueOnly.stop().catch(() => {})
    await worker.stop().catch(() => {})
    await database.stop()
  }
}

type Measured = { worker: number; database: number; aSecond: number; p99: number }

// Until the queue has brought the last, which nobody tells: it waits a second to fill a batch.
async function queueOnlyCost(worker: Worker, events: readonly Event[]): Promise<number> {
  const before = cpuSeconds(worker.pid)
  await load(events.length, AT_ONCE, (i) => events[i] as Event)
  await sleep(QUEUE_RESTS_MS)
  return ((cpuSeconds(worker.pid) - before) / events.length) * 1000
}

// From the first request until the database has the last event, which the queue brings last.
async function record(database: Database, worker: Worker, events: readonly Event[]): Promise<Measured> {
  const before = [cpuSeconds(worker.pid), cpuSeconds(database.pid)] as const
  const { aSecond, p99, statuses } = await load(events.length, AT_ONCE, (i) => events[i] as Event)
  if (statuses.get(200) !== events.length) throw new Error(`Not every event was taken: ${[...statuses].join(' ')}`)
  await untilRecorded(database, events)
  const after = [cpuSeconds(worker.pid), cpuSeconds(database.pid)] as const
  const [ofWorker, ofDatabase] = [after[0] - before[0], after[1] - before[1]].map((s) => (s / events.length) * 1000)
  return { worker: ofWorker ?? 0, database: ofDatabase ?? 0, aSecond, p99 }
}

async function untilRecorded({ db }: Database, events: readonly Event[]): Promise<void> {
  const ids = JSON.stringify(events.map(({ id }) => id))
  const last = JSON.stringify(events.slice(-AT_ONCE).map(({ id }) => id))
  const missing = async (list: string) => {
    const [row] = await db.all<{ missing: number }>(sql`
      select count(*) as missing from json_each(${list}) j
      where not exists (select 1 from provider_events e where e.svix_id = j.value)`)
    return row?.missing ?? 0
  }
  for (const deadline = performance.now() + RECORDED_WITHIN_MS; (await missing(last)) > 0; await sleep(100)) {
    if (performance.now() > deadline) throw new Error('The last events have not come')
  }
  const lost = await missing(ids)
  if (lost > 0) throw new Error(`Of ${events.length} events ${lost} were not recorded`)
}

// Counting costs time, so it is done to other events, after the clock has stopped.
async function countRows(database: Database, next: (events: number, to: Worker) => Promise<Event[]>): Promise<Row[]> {
  const worker = await startWorker({ LIBSQL_URL: database.countingUrl }, { assets: false })
  try {
    const events = await next(1000, worker)
    await database.counted()
    await record(database, worker, events)
    const { trips, rowsRead, rowsWritten } = await database.counted()
    return [
      {
        what: 'rows written an event',
        value: rowsWritten / events.length,
        unit: '',
        beside: 'aim: at most 3, the event as it came among them',
      },
      { what: 'rows read an event', value: rowsRead / events.length, unit: '' },
      { what: 'round trips per 100 events', value: (trips / events.length) * 100, unit: '' },
    ]
  } finally {
    await worker.stop().catch(() => {})
  }
}

const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length
