import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DatabaseServer, startDatabaseServer } from './database-server.ts'
import { anyLife, playLife, worldOfTwo } from './two-courses.ts'
import { copyWorld, type World } from './world.ts'

const runs = Number(process.env.CHAOS_RUNS ?? 4)
const seed = Number(process.env.CHAOS_SEED ?? 28)

let server: DatabaseServer
let start: World
beforeAll(async () => {
  server = await startDatabaseServer()
  start = await worldOfTwo(server)
})
afterAll(() => server.stop())

test(`readers of two courses get one lesson a day, each once and in turn: ${runs} lives (seed ${seed})`, {
  timeout: runs * 20_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(anyLife(), async (life) => {
      expect(await playLife(await copyWorld(start, 7), life)).toEqual([])
    }),
    { seed, numRuns: runs, endOnFailure: process.env.CHAOS_SHRINK !== '1' },
  )
})
