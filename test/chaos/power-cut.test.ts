import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { littleWorld, playSchedule } from './any-order.ts'
import { type DatabaseServer, startDatabaseServer } from './database-server.ts'
import { anySchedule } from './schedule.ts'
import { copyWorld, type World } from './world.ts'

let server: DatabaseServer
let start: World
beforeAll(async () => {
  server = await startDatabaseServer()
  start = await littleWorld(server)
})
afterAll(() => server.stop())

// How far the server had come when it lost its power is chance, so a seed repeats the schedule and not the moment.
test('the database server is killed and started again in the middle', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(anySchedule(true), async (schedule) => {
      expect(await playSchedule(await copyWorld(start), schedule)).toEqual([])
    }),
    { numRuns: 3, seed: Number(process.env.CHAOS_SEED ?? 7), endOnFailure: true },
  )
})
