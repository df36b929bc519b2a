import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { announce, emptyQueue, look, tick } from './acts.ts'
import { type DatabaseServer, startDatabaseServer } from './database-server.ts'
import { crowd, settleIn } from './people.ts'
import { poisons } from './poisons.ts'
import { missingOrTwice, recipientOf, whatIs } from './promises.ts'
import { sizes } from './sizes.ts'
import { copyWorld, newWorld, type World } from './world.ts'

sizes.full = 10

const SEVEN = Date.parse('2026-03-02T07:00:00Z')
const people = crowd(12, () => ({ nextLesson: 2, nextDueAt: SEVEN }))
const her = people[6]?.email ?? ''

let server: DatabaseServer
let start: World
beforeAll(async () => {
  server = await startDatabaseServer()
  start = await newWorld(server, '2026-03-02T06:59:30Z')
  await settleIn(start, people)
  await tick(start)
  await announce(start, SEVEN)
  start.clock.advance(31_000)
})
afterAll(() => server.stop())

describe('one row never stops the others', () => {
  test.each(poisons)('$what, $when', async ({ spoil, when, fault, sheGets }) => {
    const world = await copyWorld(start)
    const poison = async () => {
      const row = { id: 1006, enrolment: 501_006, broadcast: world.broadcasts[0] ?? 0 }
      for (const statement of spoil(row)) await look(world, statement)
    }
    if (when === 'before the tick') await poison()
    await tick(world)
    if (when === 'before sending') await poison()
    await emptyQueue(world)
    // The minutes after it bring back what was released, and the check that alerts operators.
    for (let minute = 0; minute < 20; minute++) {
      world.clock.advance(60_000)
      await tick(world)
      await emptyQueue(world)
    }

    const lesson = 'lesson/2'
    const broadcast = `broadcast/${world.broadcasts[0]}`
    const others = people.filter(({ email }) => email !== her)
    expect(
      await missingOrTwice(
        world,
        others.flatMap(({ email: to }) => [lesson, broadcast].map((what) => ({ to, what }))),
      ),
    ).toEqual([])
    const hers = { everything: [broadcast, lesson], 'the broadcast': [broadcast], 'the lesson': [lesson], nothing: [] }
    expect(lettersToHer(world)).toEqual(hers[sheGets])
    const faults = await look<{ code: string }>(world, sql`select distinct code from faults`)
    if (fault === null) expect(faults).toEqual([])
    else expect(faults).toContainEqual({ code: fault })
    expect(alerts(world).some((subject) => subject.includes('put aside'))).toBe(fault !== null)
  })
})

const lettersToHer = ({ inbox }: World) =>
  inbox.letters
    .filter((letter) => recipientOf(letter) === her && letter.tags.kind !== 'digest')
    .map(whatIs)
    .sort()

const alerts = ({ inbox }: World) =>
  inbox.letters.filter(({ tags }) => tags.kind === 'digest').map(({ subject }) => subject)
