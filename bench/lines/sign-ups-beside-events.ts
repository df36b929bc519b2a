import type { startBare } from '../support/bare.ts'
import type { Database } from '../support/database.ts'
import { everyEvent } from '../support/events.ts'
import { type Call, load, loadAtRate } from '../support/load.ts'
import { startProgram } from '../support/program.ts'
import type { Ask, Row } from '../support/report.ts'
import { startWorker } from '../support/worker.ts'
import { signUpOf } from './sign-up.ts'

const AT_ONCE = 4
const A_SECOND = 400

type Given = Pick<Ask, 'quick' | 'say'> & {
  database: Database
  readers: readonly number[]
  bare: Awaited<ReturnType<typeof startBare>>
  /** How many answers of the bare worker cost as much processor time as one event. */
  ratio: number
}

/**
 * How long people wait for a sign-up, four at once: alone, while a bare worker of this machine is asked so often that it
 * uses as much processor time as events would, and while events come. What they wait longer for events than for those
 * is the queue of one isolate and the one writer of the database.
 */
export async function signUpsBesideEvents({ quick, say, database, readers, bare, ratio }: Given): Promise<Row[]> {
  const [events, signUps] = quick ? [4000, 400] : [100_000, 1500]
  const hellosASecond = Math.round(A_SECOND * ratio)
  const sink = await startProgram<number>('support/sink.ts')
  const provider = { RESEND_BASE_URL: `http://127.0.0.1:${sink.ready}`, RESEND_RATE: '1000' }
  const worker = await startWorker({ LIBSQL_URL: database.url, ...provider }, { assets: false })
  let joined = 0
  const join = async (count: number) => {
    const from = joined
    joined += count
    const { p50, p99, statuses } = await load(count, AT_ONCE, (i) => signUpOf(worker.url, from + i, 'beside'))
    if (statuses.get(303) !== count) throw new Error(`Not every sign-up was taken: ${[...statuses].join(' ')}`)
    return { p50, p99 }
  }
  // Sign-ups follow each other until all that comes beside them has come.
  const joinWhile = async (others: Promise<unknown>) => {
    let coming = true
    const done = others.finally(() => {
      coming = false
    })
    const rounds = []
    while (coming) rounds.push(await join(signUps))
    await done
    return rounds
  }
  try {
    await join(200)
    say(
      `${signUps} sign-ups alone, beside ${hellosASecond} requests a second to a bare worker, and beside as many events, ${events} in all`,
    )
    const alone = [await join(signUps), await join(signUps), await join(signUps)]
    const hello = (): Call => ({ method: 'GET', url: bare.url })
    const besideHellos = await joinWhile(loadAtRate(hellosASecond * (quick ? 5 : 50), hellosASecond, hello))
    const all = everyEvent(worker.url, readers)
    const told = loadAtRate(events, A_SECOND, async () => {
      const { value, done } = await all.next()
      if (done) throw new Error('There are too few letters for so many events')
      return value
    })
    const besideEvents = await joinWhile(told)
    const { statuses } = await told
    if (statuses.get(200) !== events) throw new Error(`Not every event was taken: ${[...statuses].join(' ')}`)
    return [
      rowOf('alone', alone),
      rowOf(`beside as much CPU in ${hellosASecond.toLocaleString('en')} hellos a second`, besideHellos),
      rowOf(`beside ${A_SECOND} events a second, ${events.toLocaleString('en')} in all`, besideEvents),
    ]
  } finally {
    await worker.stop().catch(() => {})
    sink.stop()
  }
}

type Waited = { p50: number; p99: number }

function rowOf(beside: string, rounds: readonly Waited[]): Row {
  const mean = (of: (round: Waited) => number) => rounds.reduce((sum, round) => sum + of(round), 0) / rounds.length
  const worst = Math.max(...rounds.map(({ p99 }) => p99))
  return {
    what: `POST /subscribe, ${AT_ONCE} at once, ${beside}: p99`,
    value: mean(({ p99 }) => p99),
    unit: 'ms',
    beside: `p50 ${mean(({ p50 }) => p50).toFixed(1)} ms; p99 at most ${worst.toFixed(1)} ms of ${rounds.length} rounds`,
  }
}
