import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

// A fresh line for each test, and a clock of its own.
let takeTurn: typeof import('../src/platform/write-turns')['takeTurn']
let isDatabaseAway: typeof import('../src/platform/database-errors')['isDatabaseAway']
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] })
  vi.resetModules()
  ;({ takeTurn } = await import('../src/platform/write-turns'))
  ;({ isDatabaseAway } = await import('../src/platform/database-errors'))
})
afterEach(() => void vi.useRealTimers())

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

/** Waits for a turn and returns the result. */
function stand(patienceMs = 60_000, whenCrowded: 'refuse' | 'wait' = 'wait') {
  const told: { turn?: () => void; error?: unknown } = {}
  takeTurn(patienceMs, whenCrowded).then(
    (turn) => Object.assign(told, { turn }),
    (error) => Object.assign(told, { error }),
  )
  return told
}

const crowd = (count: number) => Array.from({ length: count }, () => stand())

describe('the line of those who write', () => {
  test('lets eight in, and another one for each that is done, first come first served', async () => {
    const line = crowd(11)
    const inside = () => line.map(({ turn }) => turn !== undefined).lastIndexOf(true) + 1
    await pass(0)
    expect(inside()).toBe(8)
    line[2]?.turn?.()
    await pass(200)
    expect(inside()).toBe(9)
    for (const one of [0, 1]) line[one]?.turn?.()
    await pass(200)
    expect(line.every(({ turn }) => turn !== undefined)).toBe(true)
  })

  test('gives up after the time limit of each, and frees its place', async () => {
    const [, , , fourth] = crowd(8)
    await pass(0)
    const hasty = stand(1000)
    const calm = stand(5000)
    await pass(900)
    expect(hasty.error).toBeUndefined()
    await pass(300)
    expect(isDatabaseAway(hasty.error)).toBe(true)
    expect(calm).toEqual({})
    fourth?.turn?.()
    await pass(200)
    expect(calm.turn).toBeDefined()
  })

  test('sends a person away at once when 128 wait, and lets work wait all the same', async () => {
    const line = crowd(8 + 127)
    await pass(0)
    const last = stand(60_000, 'refuse')
    await pass(0)
    expect(last).toEqual({})
    const person = stand(60_000, 'refuse')
    const work = stand()
    await pass(0)
    expect(isDatabaseAway(person.error)).toBe(true)
    expect(work).toEqual({})
    for (let done = 0; done < line.length; done++) {
      line[done]?.turn?.()
      await pass(250)
    }
    await pass(500)
    expect([last.turn, work.turn].every(Boolean)).toBe(true)
  })

  test('forgets a write that never said that it is done, and whoever was ended while she waited', async () => {
    const lost = Array.from({ length: 8 }, () => stand(5000))
    await pass(0)
    expect(lost.every(({ turn }) => turn)).toBe(true)
    const next = stand()
    await pass(6900)
    expect(next).toEqual({})
    await pass(400)
    expect(next.turn).toBeDefined()
  })
})

test('whoever comes only if the database is free is refused as soon as there would be a wait', async () => {
  const free = await takeTurn(60_000, 'only_if_free')
  free()
  const line = Array.from({ length: 16 }, () => takeTurn(60_000, 'wait'))
  await expect(takeTurn(60_000, 'only_if_free')).rejects.toSatisfy(isDatabaseAway)
  expect(line).toHaveLength(16)
})
