import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyQueue, tick } from './acts.ts'
import { type DatabaseServer, startDatabaseServer } from './database-server.ts'
import { finishWeek } from './finish-week.ts'
import { crowd, settleIn } from './people.ts'
import { brokenPromises } from './promises.ts'
import type { Mode } from './stop.ts'
import { newWorld, type World } from './world.ts'

const HOUR = 3_600_000
const people = crowd(30, () => ({ nextLesson: 3, nextDueAt: Date.parse('2026-03-03T07:00:00Z') }))
const everything = people.map(({ email }) => ({ to: email, what: 'lesson/3' }))

let server: DatabaseServer
beforeAll(async () => {
  server = await startDatabaseServer()
})
afterAll(() => server.stop())

async function sevenOClock(): Promise<World> {
  const world = await newWorld(server, '2026-03-03T06:59:00Z')
  await settleIn(world, people)
  await tick(world)
  world.clock.advance(90_000)
  await tick(world)
  return world
}

// Ticks go on, but nothing consumes the queue.
async function queueIsDown(world: World, hours: number): Promise<void> {
  for (let hour = 0; hour < hours; hour++) {
    world.clock.advance(HOUR)
    await tick(world)
    world.queue.messages.splice(0)
  }
}

for (const [end, mode] of [
  ['after the provider took it', 'after'],
  ['before the provider saw it', 'before'],
] as const) {
  test(`a batch whose sender stopped ${end} is settled when its key is long forgotten`, async () => {
    const world = await sevenOClock()
    world.gate = (what): Mode => (what.startsWith('POST') ? mode : 'go')
    await emptyQueue(world)
    world.gate = () => 'go'
    world.queue.messages.splice(0)
    await queueIsDown(world, 25)
    await finishWeek(world)
    expect(await brokenPromises(world, everything)).toEqual([])
  })
}

test('a refusal at the second try says nothing about the first', async () => {
  const world = await sevenOClock()
  world.gate = (what): Mode => (what.startsWith('POST') ? 'after' : 'go')
  await emptyQueue(world)
  world.gate = () => 'go'
  world.queue.messages.splice(0)
  world.inbox.faults.push({ do: 'daily-quota', match: { path: '/emails/batch' } })
  for (let hour = 0; hour < 20; hour++) {
    world.clock.advance(HOUR)
    await tick(world)
    await emptyQueue(world, 'newest first')
  }
  await finishWeek(world)
  expect(await brokenPromises(world, everything)).toEqual([])
})

test('when the day has no more letters, nobody asks again before the next', async () => {
  const world = await sevenOClock()
  world.inbox.faults.push({ do: 'daily-quota' })
  await emptyQueue(world)
  const asked = world.inbox.seen.length
  for (let hour = 0; hour < 16; hour++) {
    world.clock.advance(HOUR)
    await tick(world)
    await emptyQueue(world)
  }
  expect(world.inbox.seen.length).toBe(asked)
  await finishWeek(world)
  expect(await brokenPromises(world, everything)).toEqual([])
})
