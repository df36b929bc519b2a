import { afterAll, beforeAll, expect, test } from 'vitest'
import { everyPoint, type Story } from './every-point.ts'
import { type House, openHouse } from './house.ts'

/** Makes a test of each story: stopped at every point, in every mode, it must end well. */
export function tell(stories: Record<string, Story>): void {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(() => house.stop())

  for (const [name, story] of Object.entries(stories)) {
    test(`${name}, stopped at every point`, { timeout: 240_000 }, async ({ annotate }) => {
      const { points, runs, faults } = await everyPoint(house, story)
      await annotate(`${points.length} points, ${runs} runs`)
      expect(faults).toEqual([])
      expect(points.length).toBeGreaterThan(10)
    })
  }
}
