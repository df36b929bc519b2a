import { afterAll, beforeAll, expect, test } from 'vitest'
import { everyPoint, type Story } from './every-point.ts'
import { type House, openHouse } from './house.ts'
import { morning } from './stories/morning.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.stop())

const stories: [string, Story][] = [['a tick that advances 250 readers and sends their lesson', morning]]

for (const [name, story] of stories) {
  test(`${name}, stopped at every point`, { timeout: 120_000 }, async () => {
    const { points, runs, faults } = await everyPoint(house, story)
    console.log(name, points, runs)
    expect(faults).toEqual([])
    expect(points.length).toBeGreaterThan(10)
  })
}
