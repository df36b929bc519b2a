import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { littleWorld, playSchedule } from './any-order.ts'
import { type DatabaseServer, startDatabaseServer } from './database-server.ts'
import { anySchedule } from './schedule.ts'
import { showOpen } from './show.ts'
import { copyWorld, type World } from './world.ts'

const runs = Number(process.env.CHAOS_RUNS ?? 12)
const seed = Number(process.env.CHAOS_SEED ?? 7)

let server: DatabaseServer
let start: World
beforeAll(async () => {
  server = await startDatabaseServer()
  start = await littleWorld(server)
})
afterAll(() => server.stop())

test(`${runs} schedules in any order (seed ${seed})`, { timeout: runs * 10_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(anySchedule(), async (schedule) => {
      const world = await copyWorld(start, 7)
      const broken = await playSchedule(world, schedule)
      expect(broken, broken.length > 0 ? await showOpen(world) : '').toEqual([])
    }),
    { seed, numRuns: runs, endOnFailure: process.env.CHAOS_SHRINK !== '1' },
  )
})
