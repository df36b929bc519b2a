import { courses } from '../../.build/letters.ts'
import { firstCourse } from '../../src/features/courses/find-course'
import { type Count, type Database, startDatabase } from '../support/database.ts'
import { startProgram } from '../support/program.ts'
import type { Ask, Row } from '../support/report.ts'
import { makeDue, seedEnrolments, seedReaders } from '../support/seed.ts'
import { type BenchApp, sendAndMeasure } from '../support/send-and-measure.ts'
import { startWorker } from '../support/worker.ts'

const DUE = 1000
const MANY = 5000
const { slug, lessons: all } = firstCourse(courses)
const course = { slug, lessons: all.length }

/** A thousand lessons due among ever more enrolled: what a tick costs, and what it costs when nobody is due. */
export async function lessons({ quick, say, seen }: Ask): Promise<Row[]> {
  const database = await startDatabase()
  const sink = await startProgram<number>('support/sink.ts')
  const settings = { RESEND_BASE_URL: `http://127.0.0.1:${sink.ready}`, RESEND_RATE: '1000' }
  const worker = await startWorker({ ...settings, LIBSQL_URL: database.url })
  const counting = await startWorker({ ...settings, LIBSQL_URL: database.countingUrl })
  const rows: Row[] = []
  try {
    let there = 0
    const app = { database, sink, worker }
    for (const enrolled of quick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000]) {
      say(`${DUE} lessons due among ${enrolled.toLocaleString('en')} enrolled`)
      await seedReaders(database.db, there + 1, enrolled, Date.now())
      await seedEnrolments(database.db, course, 0, Date.now())
      there = enrolled
      rows.push(...(await measure(app, { ...app, worker: counting }, enrolled)))
      if (enrolled === 100_000) continue
      say(`${MANY} lessons at once`)
      rows.push(...(await manyAtOnce(app, MANY, enrolled, seen)))
    }
    return rows
  } finally {
    await worker.stop().catch(() => {})
    await counting.stop().catch(() => {})
    sink.stop()
    await database.stop()
  }
}

async function measure(timed: BenchApp, counted: BenchApp, enrolled: number): Promise<Row[]> {
  const name = (what: string) => `${what}, ${enrolled.toLocaleString('en')} enrolled`
  const { database } = timed
  await makeDue(database.db, DUE, Date.now())
  await sendAndMeasure(timed, DUE)
  await makeDue(database.db, DUE, Date.now())
  const { seconds, tickSeconds } = await sendAndMeasure(timed, DUE)
  await makeDue(database.db, DUE, Date.now())
  const busy = await count(database, () => sendAndMeasure(counted, DUE))
  const idle = await count(database, () => counted.worker.tick())
  return [
    {
      what: name(`tick with ${DUE} due`),
      value: tickSeconds * 1000,
      unit: 'ms',
      beside: `${seconds.toFixed(2)} s until all are recorded`,
    },
    {
      what: name('rows read for them'),
      value: busy.rowsRead,
      unit: '',
      beside: `${busy.rowsWritten.toLocaleString('en')} written`,
    },
    { what: name('round trips for them, ten batches sent and recorded'), value: busy.trips, unit: '' },
    {
      what: name('idle tick: round trips'),
      value: idle.trips,
      unit: '',
      beside: `aim: 1; ${idle.rowsRead} rows read, ${idle.rowsWritten} written`,
    },
  ]
}

async function count(database: Database, work: () => Promise<unknown>): Promise<Count> {
  await database.counted()
  await work()
  return await database.counted()
}

async function manyAtOnce(
  app: BenchApp,
  due: number,
  enrolled: number,
  seen: ReadonlyMap<string, number>,
): Promise<Row[]> {
  await makeDue(app.database.db, due, Date.now())
  const { cost, sunk } = await sendAndMeasure(app, due)
  const [worker, database] = [(cost.worker / due) * 1000, (cost.database / due) * 1000]
  const ofBroadcast = seen.get('broadcast.both')
  const among = `${due.toLocaleString('en')} at once among ${enrolled.toLocaleString('en')} enrolled`
  return [
    {
      what: `worker and database CPU per 1,000 lessons of ${Math.round(sunk.bytes / due / 100) / 10} KB, ${among}`,
      value: worker + database,
      unit: 's',
      beside: `worker ${worker.toFixed(3)}, database ${database.toFixed(3)}`,
    },
    ...(ofBroadcast === undefined
      ? []
      : [
          {
            what: `a lesson to a letter of the broadcast above, ${among}`,
            value: (worker + database) / ofBroadcast,
            unit: '×',
            beside: 'aim: at most 1.5',
          },
        ]),
  ]
}
