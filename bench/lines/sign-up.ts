import { setTimeout as sleep } from 'node:timers/promises'
import { startSameCalls } from '../floor/same-calls.ts'
import { startBare } from '../support/bare.ts'
import { type Database, startDatabase } from '../support/database.ts'
import { type Call, load } from '../support/load.ts'
import { cpuSeconds } from '../support/processor.ts'
import { startProgram } from '../support/program.ts'
import type { Ask, Row } from '../support/report.ts'
import type { SinkCount } from '../support/send-and-measure.ts'
import { startWorker, type Worker } from '../support/worker.ts'

const AT_ONCE = 4
const ROUNDS = 3
const WARM_UP = 300
const CONFIRMATIONS_WITHIN_MS = 120_000

/** Visitors: the first page, and signing up until the confirmation has left, by turns with a worker that says hello. */
export async function signUp({ quick, say, seen }: Ask): Promise<Row[]> {
  const each = quick ? 300 : 1000
  say(`${ROUNDS} rounds of ${each} answers of a bare worker, ${each} visits and ${each} sign-ups`)
  const database = await startDatabase()
  const [sink, floorSink] = [
    await startProgram<number>('support/sink.ts'),
    await startProgram<number>('support/sink.ts'),
  ]
  const to = ({ ready }: { ready: number }) => ({
    LIBSQL_URL: database.url,
    RESEND_BASE_URL: `http://127.0.0.1:${ready}`,
    RESEND_RATE: '1000',
  })
  const bare = await startBare()
  const worker = await startWorker(to(sink), { assets: false })
  const routed = await startWorker(to(sink))
  const floor = await startSameCalls(to(floorSink))
  const join = joiner({ worker, sink, database, count: ({ letters }) => letters })
  const callOnly = joiner({ worker: floor, sink: floorSink, database, count: ({ requests }) => requests })
  const visit = (to: Worker, count: number) => measure(to, count, () => ({ method: 'GET', url: `${to.url}/` }))
  try {
    await visit(worker, WARM_UP)
    await visit(routed, WARM_UP)
    await join(WARM_UP)
    await callOnly(WARM_UP)
    const hellos: number[] = []
    const pages: Measured[] = []
    const behind: Measured[] = []
    const joined: Joined[] = []
    const called: Joined[] = []
    for (let round = 0; round < ROUNDS; round++) {
      hellos.push(await bare.cpuMs(each, AT_ONCE))
      pages.push(await visit(worker, each))
      behind.push(await visit(routed, each))
      joined.push(await join(each))
      called.push(await callOnly(each))
    }
    const hello = mean(hellos)
    seen.set('bare.cpuMs', hello)
    return [
      { what: 'a bare worker that says hello: CPU a request', value: hello, unit: 'ms' },
      ...rowsOf('GET /', pages, { hello, aim: 'aim: at most 1.5' }),
      {
        what: "GET / behind Miniflare's router of static files: CPU a request",
        value: mean(behind.map(({ cpuMs }) => cpuMs)),
        unit: 'ms',
      },
      ...rowsOf('POST /subscribe, confirmation sent', joined, { hello, aim: '' }),
      {
        what: 'POST /subscribe, confirmation sent: CPU of the database',
        value: mean(joined.map(({ databaseMs }) => databaseMs)),
        unit: 'ms',
      },
      {
        what: 'a bare worker that makes the same calls and writes nothing: CPU a request',
        value: mean(called.map(({ cpuMs }) => cpuMs)),
        unit: 'ms',
        beside: `database ${mean(called.map(({ databaseMs }) => databaseMs)).toFixed(2)} ms; p50 ${mean(called.map(({ p50 }) => p50)).toFixed(1)} ms, p99 at most ${Math.max(...called.map(({ p99 }) => p99)).toFixed(1)} ms`,
      },
    ]
  } finally {
    await bare.stop()
    await worker.stop().catch(() => {})
    await routed.stop().catch(() => {})
    await floor.stop().catch(() => {})
    sink.stop()
    floorSink.stop()
    await database.stop()
  }
}

// Each from a network of its own, as visitors come, so that no limit but the general ones applies.
export function signUpOf(url: string, i: number, name = 'reader'): Call {
  return {
    method: 'POST',
    url: `${url}/subscribe`,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: url,
      'cf-connecting-ip': `10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`,
    },
    body: new URLSearchParams({
      email: `${name}${i}@readers.example`,
      firstName: 'Inès',
      timeZone: 'Europe/Paris',
      consent: 'yes',
      website: '',
    }).toString(),
  }
}

type Joining = {
  worker: Worker
  sink: Awaited<ReturnType<typeof startProgram<number>>>
  database: Database
  count: (sunk: SinkCount) => number
}
type Joined = Measured & { databaseMs: number }

// Signs up so many more, until the provider has the last confirmation.
function joiner({ worker, sink, database, count }: Joining) {
  let letters = 0
  return async (more: number): Promise<Joined> => {
    const from = letters
    letters += more
    await database.atRest()
    const before = cpuSeconds(database.pid)
    const measured = await measure(
      worker,
      more,
      (i) => signUpOf(worker.url, from + i),
      async () => {
        const deadline = performance.now() + CONFIRMATIONS_WITHIN_MS
        for (let came = -1; came < letters; came = count(await sink.ask<SinkCount>('how many'))) {
          if (performance.now() > deadline) throw new Error(`Of ${letters} confirmations only ${came} have come`)
          await sleep(20)
        }
      },
    )
    return { ...measured, databaseMs: ((cpuSeconds(database.pid) - before) / more) * 1000 }
  }
}

type Measured = Awaited<ReturnType<typeof load>> & { cpuMs: number }

async function measure(worker: Worker, count: number, make: (i: number) => Call, done = async () => {}) {
  const before = cpuSeconds(worker.pid)
  const loaded = await load(count, AT_ONCE, make)
  await done()
  return { ...loaded, cpuMs: ((cpuSeconds(worker.pid) - before) / count) * 1000 }
}

function rowsOf(name: string, rounds: readonly Measured[], { hello, aim }: { hello: number; aim: string }): Row[] {
  const cpuMs = mean(rounds.map((round) => round.cpuMs))
  const answers = [...new Set(rounds.flatMap(({ statuses }) => [...statuses.keys()]))].join(', ')
  const worst = Math.max(...rounds.map(({ p99 }) => p99))
  return [
    {
      what: `${name}, ${AT_ONCE} at once`,
      value: mean(rounds.map(({ aSecond }) => aSecond)),
      unit: '/s',
      beside: `p50 ${mean(rounds.map(({ p50 }) => p50)).toFixed(1)} ms, p99 at most ${worst.toFixed(1)} ms; all ${answers}`,
    },
    { what: `${name}: CPU a request`, value: cpuMs, unit: 'ms' },
    { what: `${name}: to the bare worker`, value: cpuMs / hello, unit: '×', ...(aim ? { beside: aim } : {}) },
  ]
}

const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length
