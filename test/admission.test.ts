import { afterEach, beforeEach, expect, test, vi } from 'vitest'

// An empty service for each test, and a clock of its own.
let admit: typeof import('../src/platform/admission')['admit']
let beginVisit: typeof import('../src/platform/time-limit')['beginVisit']
let CALLER: typeof import('../src/platform/time-limit')['CALLER']
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  vi.resetModules()
  ;({ admit } = await import('../src/platform/admission'))
  ;({ beginVisit, CALLER } = await import('../src/platform/time-limit'))
})
afterEach(() => void vi.useRealTimers())

const fill = (forMs: number) => Array.from({ length: 128 }, () => admit(forMs))

test('128 callers are let in, and another one for each that leaves', () => {
  const inside = fill(1000)
  expect(inside.every((leave) => leave !== null)).toBe(true)
  expect(admit(1000)).toBeNull()
  inside[5]?.()
  inside[5]?.()
  expect(admit(1000)).not.toBeNull()
  expect(admit(1000)).toBeNull()
})

test('who never says that she leaves is forgotten when her time is over', () => {
  fill(1000)
  vi.advanceTimersByTime(999)
  expect(admit(1000)).toBeNull()
  vi.advanceTimersByTime(1)
  expect(admit(1000)).not.toBeNull()
})

test('who is refused once is refused to the end, also when there is a place again; work goes on', () => {
  const inside = fill(1000)
  const visit = beginVisit(CALLER)
  expect(() => visit.left()).toThrow('too many callers at the database')
  for (const leave of inside) leave?.()
  expect(() => visit.left()).toThrow('too many callers at the database')
  expect(beginVisit({ ...CALLER, inLine: 'wait' }).left()).toBe(CALLER.answerMs)
  expect(beginVisit(CALLER).left()).toBe(CALLER.answerMs)
})

test('all answers together have as long as one: the time runs from the first question', () => {
  const visit = beginVisit(CALLER)
  vi.advanceTimersByTime(60_000)
  expect(visit.left()).toBe(7000)
  vi.advanceTimersByTime(3000)
  expect(visit.left()).toBe(4000)
  vi.advanceTimersByTime(5000)
  expect(visit.left()).toBe(0)
})
