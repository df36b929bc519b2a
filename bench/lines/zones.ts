import { sql } from 'drizzle-orm'
import { courses } from '../../.build/letters.ts'
import { firstCourse } from '../../src/features/courses/find-course'
import { timeZones } from '../../src/platform/time-zone'
import { type Database, startDatabase } from '../support/database.ts'
import { startProgram } from '../support/program.ts'
import type { Ask, Row } from '../support/report.ts'
import { makeDue, seedEnrolments, seedReaders } from '../support/seed.ts'
import { sendAndMeasure } from '../support/send-and-measure.ts'
import { startWorker } from '../support/worker.ts'

const DUE = 4000
const ROUNDS = 3
const { slug, lessons: all } = firstCourse(courses)
const course = { slug, lessons: all.length }

/** Four thousand lessons due in one zone, and in four hundred, by turns: what the zones cost. */
export async function zones({ quick, say }: Ask): Promise<Row[]> {
  const database = await startDatabase()
  const sink = await startProgram<number>('support/sink.ts')
  const settings = { RESEND_BASE_URL: `http://127.0.0.1:${sink.ready}`, RESEND_RATE: '1000' }
  const worker = await startWorker({ ...settings, LIBSQL_URL: database.url })
  const counting = await startWorker({ ...settings, LIBSQL_URL: database.countingUrl })
  try {
    await seedReaders(database.db, 1, DUE, Date.now())
    await database.db.run(sql`update subscribers set unsubscribed_at = null`)
    await seedEnrolments(database.db, course, 0, Date.now())
    const seen: Record<number, Cost[]> = { 1: [], 400: [] }
    for (let round = 0; round <= (quick ? 1 : ROUNDS); round++) {
      for (const [name, costs] of Object.entries(seen)) {
        say(`${DUE} lessons due in ${name} zone${name === '1' ? '' : 's'}${round === 0 ? ', to warm up' : ''}`)
        await makeDueIn(database, Number(name))
        const { tickSeconds, cost } = await sendAndMeasure({ database, worker, sink }, DUE)
        if (round > 0) costs.push({ tick: tickSeconds * 1000, cpu: cost.worker + cost.database })
      }
    }
    const rows: Row[] = []
    for (const [name, costs] of Object.entries(seen)) {
      await makeDueIn(database, Number(name))
      await database.counted()
      await sendAndMeasure({ database, worker: counting, sink }, DUE)
      const { rowsRead, trips } = await database.counted()
      const what = `${DUE.toLocaleString('en')} lessons due in ${name === '1' ? 'one zone' : `${name} zones`}`
      const cpu = median(costs.map((one) => one.cpu))
      rows.push({ what: `${what}: tick`, value: median(costs.map(({ tick }) => tick)), unit: 'ms' })
      rows.push({
        what: `${what}: worker and database CPU, sending included`,
        value: cpu,
        unit: 's',
        beside: `${rowsRead.toLocaleString('en')} rows read, ${trips} round trips`,
      })
    }
    return rows
  } finally {
    await worker.stop().catch(() => {})
    await counting.stop().catch(() => {})
    sink.stop()
    await database.stop()
  }
}

type Cost = { tick: number; cpu: number }

// Everyone is due for the same lesson again, in as many zones as asked.
async function makeDueIn({ db }: Database, count: number): Promise<void> {
  const names = JSON.stringify(timeZones().slice(0, count))
  await db.batch([
    db.run(sql`delete from deliveries`),
    db.run(sql`delete from suppressions`),
    db.run(sql`
      update subscribers set time_zone = z.value from json_each(${names}) z
      where z.key = subscribers.id % ${sql.raw(String(count))}`),
    db.run(sql`update enrolments set next_lesson = 2, finished_at = null, next_due_at = ${Date.now() + 86_400_000}`),
  ])
  await makeDue(db, DUE, Date.now())
}

const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0
