import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { announce, emptyQueue, health, look, tick } from './acts.ts'
import { type DatabaseServer, startDatabaseServer } from './database-server.ts'
import { finishWeek } from './finish-week.ts'
import { crowd, settleIn } from './people.ts'
import { brokenDays } from './promised-days.ts'
import { brokenPromises, toReaders } from './promises.ts'
import { newWorld, type World } from './world.ts'

const HOUR = 3_600_000
const people = crowd(170, () => ({ nextLesson: 2, nextDueAt: Date.parse('2026-03-03T07:00:00Z') }))

let server: DatabaseServer
beforeAll(async () => {
  server = await startDatabaseServer()
})
afterAll(() => server.stop())

// Monday evening: everyone waits for lesson 2, and a broadcast is set for Tuesday at nine.
async function monday(): Promise<World> {
  const world = await newWorld(server, '2026-03-02T20:00:00Z')
  await settleIn(world, people)
  await tick(world)
  await announce(world, Date.parse('2026-03-03T09:00:00Z'))
  return world
}

async function hours(world: World, count: number): Promise<void> {
  for (let hour = 0; hour < count; hour++) {
    world.clock.advance(HOUR)
    await tick(world)
    await emptyQueue(world)
  }
}

const everything = ({ broadcasts }: World) =>
  people.flatMap(({ email }) =>
    ['lesson/2', 'lesson/3', ...broadcasts.map((id) => `broadcast/${id}`)].map((what) => ({ to: email, what })),
  )

const faults = async (world: World) => [
  ...(await brokenPromises(world, everything(world))),
  ...brokenDays(world, people),
]

// All of Tuesday is sent; then the database is again what it was on Monday evening.
async function wednesdayWithMondaysDatabase(): Promise<World> {
  const world = await monday()
  const backup = await server.fork(world.namespace)
  await hours(world, 14)
  expect(toReaders(world)).toHaveLength(340)
  world.namespace = backup
  world.queue.messages.splice(0)
  world.clock.advance(18 * HOUR)
  return world
}

test("a database restored from Monday does not send Tuesday's lesson and broadcast again, and the course goes on", async () => {
  const world = await wednesdayWithMondaysDatabase()
  await hours(world, 2)
  expect(toReaders(world).length).toBeLessThanOrEqual(510)
  await finishWeek(world)
  expect(await faults(world)).toEqual([])
  expect(toReaders(world)).toHaveLength(510)
})

test('while the provider does not say what it has, nothing leaves; then the course goes on', async () => {
  const world = await wednesdayWithMondaysDatabase()
  world.inbox.faults.push({ do: '500', next: 1000, match: { path: '/emails' } })
  await hours(world, 3)
  expect(toReaders(world)).toHaveLength(340)
  world.inbox.faults = []
  await finishWeek(world)
  expect(await faults(world)).toEqual([])
})

test('a key that may only send holds what waited, and with a full one nobody gets anything twice', async () => {
  const world = await wednesdayWithMondaysDatabase()
  world.inbox.settings.restricted = true
  await hours(world, 4)
  expect(toReaders(world)).toHaveLength(340)
  world.inbox.settings.restricted = false
  await finishWeek(world)
  expect(await faults(world)).toEqual([])
  expect(toReaders(world)).toHaveLength(510)
})

test('a key that may only send holds nothing for ever: six hours later the course goes on', async () => {
  const world = await monday()
  await hours(world, 3)
  world.inbox.settings.restricted = true
  world.clock.advance(6 * HOUR)
  await hours(world, 5)
  expect(toReaders(world)).toHaveLength(0)
  await hours(world, 5)
  expect(toReaders(world)).toHaveLength(340)
  world.inbox.settings.restricted = false
  await finishWeek(world)
  expect(await faults(world)).toEqual([])
})

test('a worker that stops in the middle of asking goes on there', async () => {
  const world = await wednesdayWithMondaysDatabase()
  for (let stop = 1; stop < 9; stop++) {
    let touches = 0
    world.gate = (what) => (what.startsWith('db') && ++touches === stop ? 'after' : 'go')
    await tick(world)
    world.clock.advance(1000)
  }
  world.gate = () => 'go'
  await finishWeek(world)
  expect(await faults(world)).toEqual([])
})

test('a service that slept for a week floods nobody and holds the broadcast whose hour is long past', async () => {
  const world = await monday()
  world.clock.advance(7 * 24 * HOUR)
  await hours(world, 1)
  expect(world.inbox.letters.filter(({ tags }) => tags.kind === 'broadcast')).toHaveLength(0)
  expect(await health(world)).toMatchObject({ held: 170 })
  await hours(world, 30)
  expect(brokenDays(world, people)).toEqual([])
  expect(world.inbox.letters.filter(({ tags }) => tags.kind === 'broadcast')).toHaveLength(0)
  await finishWeek(world)
  expect(await faults(world)).toEqual([])
})

test('the same when its letters had been written before it fell asleep', async () => {
  const world = await monday()
  await hours(world, 12)
  world.clock.advance(HOUR)
  await tick(world)
  world.clock.advance(7 * 24 * HOUR)
  world.queue.messages.splice(0)
  await hours(world, 30)
  expect(brokenDays(world, people)).toEqual([])
  expect(world.inbox.letters.filter(({ tags }) => tags.kind === 'broadcast')).toHaveLength(0)
  await finishWeek(world)
  expect(await faults(world)).toEqual([])
})

test('a mail of the provider that the restored database refuses holds up the others for hours, not for ever', async () => {
  const world = await wednesdayWithMondaysDatabase()
  await look(
    world,
    sql`create trigger stuck before insert on deliveries when new.template = 'recovered' and new.subscriber_id = 1000
      begin select raise(abort, 'this row is stuck'); end`,
  )
  await hours(world, 2)
  expect(toReaders(world)).toHaveLength(340)
  expect((await look<{ code: string }>(world, sql`select distinct code from faults`)).map(({ code }) => code)).toEqual([
    'provider_item',
  ])
  await hours(world, 8)
  await finishWeek(world)
  // What this reader had cannot be known; it may come twice.
  const ofOthers = (sentence: string) => !/reader-0@|_501000_|_1000$|^numbers/.test(sentence)
  expect((await faults(world)).filter(ofOthers)).toEqual([])
})
