import { expect, test } from 'vitest'
import { sayTimes, soak } from './soak.ts'

const SECONDS = 6

test('64 at once, a broadcast beside and a busy processor: nothing hangs, nothing is lost, nothing comes twice', async () => {
  const { seen, faults } = await soak({ atOnce: 64, ms: SECONDS * 1000 })
  console.log(sayTimes(seen.took))
  expect(faults).toEqual([])
  expect(seen.signedUp.length).toBeGreaterThan(40)
  expect(seen.confirmed.length).toBe(seen.signedUp.length)
  expect(seen.hours.size).toBe(seen.confirmed.length)
  expect(seen.reports).toBe(seen.letters.length)
})
