import { afterAll, beforeAll, expect, test } from 'vitest'
import { everyPoint, type Story } from './every-point.ts'
import { type House, openHouse } from './house.ts'
import { broadcast } from './stories/broadcast.ts'
import { confirm } from './stories/confirm.ts'
import { morning } from './stories/morning.ts'
import { paused } from './stories/pause.ts'
import { bounced, unsubscribed } from './stories/people-leave.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.stop())

const stories: [string, Story][] = [
  ['a reader who signs up and confirms', confirm],
  ['a tick that advances 250 readers and sends their lesson', morning],
  ['a broadcast to 350 readers', broadcast],
  ['a hard bounce while her next letter waits', bounced],
  ['somebody unsubscribes during a send', unsubscribed],
  ['a broadcast that is paused and goes on', paused],
]

for (const [name, story] of stories) {
  test(`${name}, stopped at every point`, { timeout: 120_000 }, async () => {
    const { points, runs, faults } = await everyPoint(house, story)
    console.log(name, points, runs)
    expect(faults).toEqual([])
    expect(points.length).toBeGreaterThan(10)
  })
}
