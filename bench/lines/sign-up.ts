import { setTimeout as sleep } from 'node:timers/promises'
import { startDatabase } from '../support/database.ts'
import { press } from '../support/press.ts'
import { cpuSeconds } from '../support/processor.ts'
import { startProgram } from '../support/program.ts'
import type { Ask, Row } from '../support/report.ts'
import type { Sunk } from '../support/send-off.ts'
import { startWorker } from '../support/worker.ts'

const AT_ONCE = 4

/** Visitors: the first page, and signing up until the confirmation has left. */
export async function signUp({ quick, say }: Ask): Promise<Row[]> {
  const visits = quick ? 500 : 3000
  say(`${visits} visits and ${visits} sign-ups`)
  const database = await startDatabase()
  const sink = await startProgram<number>('support/sink.ts')
  const worker = await startWorker({
    LIBSQL_URL: database.url,
    RESEND_BASE_URL: `http://127.0.0.1:${sink.ready}`,
    RESEND_RATE: '1000',
    DEV_CLOCK: '1', // so that the brake on sign-ups from one network does not count the loopback
  })
  const visit = () => ({ method: 'GET' as const, url: `${worker.url}/` })
  const join = (name: string) => (i: number) => ({
    method: 'POST' as const,
    url: `${worker.url}/subscribe`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: worker.url },
    body: new URLSearchParams({
      email: `${name}${i}@readers.example`,
      firstName: 'Inès',
      timeZone: 'Europe/Paris',
      consent: 'yes',
      website: '',
    }).toString(),
  })
  const cost = async (work: () => ReturnType<typeof press>, letters: number) => {
    const before = cpuSeconds(worker.pid)
    const pressed = await work()
    const patience = performance.now() + 120_000
    for (let came = -1; came < letters; came = (await sink.ask<Sunk>('how many')).letters) {
      if (performance.now() > patience) throw new Error(`Of ${letters} confirmations only ${came} have come`)
      await sleep(20)
    }
    return { ...pressed, cpu: cpuSeconds(worker.pid) - before }
  }
  try {
    await press(100, AT_ONCE, visit)
    await cost(() => press(100, AT_ONCE, join('early')), 100)
    const pages = await cost(() => press(visits, AT_ONCE, visit), 100)
    const joined = await cost(() => press(visits, AT_ONCE, join('reader')), 100 + visits)
    return [...rowsOf('GET /', pages, visits), ...rowsOf('POST /subscribe', joined, visits, ', confirmation sent')]
  } finally {
    await worker.stop().catch(() => {})
    sink.stop()
    await database.stop()
  }
}

type Pressed = Awaited<ReturnType<typeof press>> & { cpu: number }

function rowsOf(name: string, { aSecond, p50, p99, cpu, statuses }: Pressed, count: number, more = ''): Row[] {
  const answers = [...statuses].map(([status, times]) => `${times} × ${status}`).join(', ')
  return [
    {
      what: `${name}, ${AT_ONCE} at once`,
      value: aSecond,
      unit: '/s',
      beside: `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms; ${answers}`,
    },
    { what: `${name}: worker CPU a request${more}`, value: (cpu / count) * 1000, unit: 'ms' },
  ]
}
