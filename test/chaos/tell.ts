import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DatabaseServer, startDatabaseServer } from './database-server.ts'
import { everyPoint, type Story } from './every-point.ts'
import { sizes } from './sizes.ts'

sizes.full = 10

/** Makes a test of each story: stopped at every point, in every mode, it must end well. */
export function tell(stories: Record<string, Story>): void {
  let server: DatabaseServer
  beforeAll(async () => {
    server = await startDatabaseServer()
  })
  afterAll(() => server.stop())

  for (const [name, story] of Object.entries(stories)) {
    test(`${name}, stopped at every point`, { timeout: 240_000 }, async ({ annotate }) => {
      const { points, runs, faults } = await everyPoint(server, story)
      await annotate(`${points.length} points, ${runs} runs`)
      expect(faults).toEqual([])
      expect(points.length).toBeGreaterThan(10)
    })
  }
}
