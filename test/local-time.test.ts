import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { advance, type Hours, inLocalTime, nextMorning, nextSlot, sayDay } from '../src/platform/local-time'
import { at, localTime } from './support/local-time'

const HOUR = 3_600_000
const DAY = 24 * HOUR

const moments = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 11, 31) })
const zones = fc.constantFrom('UTC', 'Etc/GMT+12', 'Etc/GMT-14', ...Intl.supportedValuesOf('timeZone'))
const hoursOf = (weekdaysOnly: fc.Arbitrary<boolean>): fc.Arbitrary<Hours> =>
  fc.record({ timeZone: zones, sendHour: fc.integer({ min: 0, max: 23 }), weekdaysOnly })
const anyHours = hoursOf(fc.boolean())
const everyDay = hoursOf(fc.constant(false))

const hold = (property: fc.IProperty<[number, Hours]>) => fc.assert(property, { numRuns: 2000 })

describe('the next of her hours, for any zone, hour and moment', () => {
  test('lies ahead, on her hour or where a clock change took it away, and on a weekday if she wishes', () => {
    hold(
      fc.property(moments, anyHours, (moment, hours) => {
        const slot = nextSlot(moment, hours)
        expect(slot).toBeGreaterThan(moment)
        expect(isHerHour(slot, hours)).toBe(true)
        if (hours.weekdaysOnly) expect(weekday(slot, hours.timeZone)).toMatch(/Mon|Tue|Wed|Thu|Fri/)
      }),
    )
  })

  test('is the first: no day between has one', () => {
    hold(
      fc.property(moments, everyDay, (moment, hours) => {
        const slot = nextSlot(moment, hours)
        expect(slot - moment).toBeLessThanOrEqual(DAY + 2 * HOUR)
        const days = datesBetween(moment, slot, hours.timeZone)
        expect(days.length).toBeLessThanOrEqual(2)
      }),
    )
  })

  test('follows itself a day at a time, each on a day of its own', () => {
    hold(
      fc.property(moments, everyDay, (moment, hours) => {
        const first = nextSlot(moment, hours)
        const second = nextSlot(first, hours)
        // An hour that is left out at midnight falls on the next day, which then has its own as well.
        if (!isMoved(first, hours)) expect(date(second, hours.timeZone)).not.toBe(date(first, hours.timeZone))
      }),
    )
  })
})

describe('the morning after a first lesson', () => {
  test('is on a later local day, at least six hours away, and the first such hour', () => {
    hold(
      fc.property(moments, anyHours, (moment, hours) => {
        const morning = nextMorning(moment, hours)
        expect(morning - moment).toBeGreaterThanOrEqual(6 * HOUR)
        expect(date(morning, hours.timeZone) > date(moment, hours.timeZone)).toBe(true)
        expect(isHerHour(morning, hours)).toBe(true)
        const before = nextSlot(moment, hours)
        if (before < morning) {
          const tooSoon = before - moment < 6 * HOUR
          expect(tooSoon || date(before, hours.timeZone) === date(moment, hours.timeZone)).toBe(true)
        }
      }),
    )
  })
})

describe('the last of her hours', () => {
  test('is behind or now, and the next after it is ahead', () => {
    hold(
      fc.property(moments, everyDay, (moment, hours) => {
        const slot = inLocalTime(moment, hours).last
        expect(slot).toBeLessThanOrEqual(moment)
        expect(isHerHour(slot, hours)).toBe(true)
        expect(nextSlot(slot, hours)).toBeGreaterThan(moment)
      }),
    )
  })
})

test('a local day begins before its moments, after the day before, and has no moment of its own before', () => {
  hold(
    fc.property(moments, everyDay, (moment, { timeZone }) => {
      const start = inLocalTime(moment, { timeZone, sendHour: 7, weekdaysOnly: false }).dayBegan
      expect(start).toBeLessThanOrEqual(moment)
      expect(date(start, timeZone)).toBe(date(moment, timeZone))
      expect(date(start - 1, timeZone) < date(moment, timeZone)).toBe(true)
    }),
  )
})

test('what a moment is by her clock agrees with the next of her hours, and with her weekend', () => {
  hold(
    fc.property(moments, anyHours, (moment, hours) => {
      const { next, free } = inLocalTime(moment, hours)
      expect(next).toBe(nextSlot(moment, hours))
      expect(free).toBe(hours.weekdaysOnly && /Sat|Sun/.test(weekday(moment, hours.timeZone)))
    }),
  )
})

describe('a day that a zone skips', () => {
  const samoa = (weekdaysOnly: boolean): Hours => ({ timeZone: 'Pacific/Apia', sendHour: 7, weekdaysOnly })
  const thursday = Date.parse(at('2011-12-29 07:00', 'Pacific/Apia'))

  test('has none of her hours: after Thursday comes Saturday', () => {
    expect(localTime(nextSlot(thursday, samoa(false)), 'Pacific/Apia')).toBe('2011-12-31 07:00')
    expect(localTime(nextMorning(thursday, samoa(false)), 'Pacific/Apia')).toBe('2011-12-31 07:00')
  })

  test('was a Friday, and for weekdays only the next is Monday', () => {
    expect(localTime(nextSlot(thursday, samoa(true)), 'Pacific/Apia')).toBe('2012-01-02 07:00')
  })
})

test('a duration is added to a moment, and anything else is refused', () => {
  const noon = Date.UTC(2026, 2, 28, 12)
  expect(advance(noon, 'P1D')).toBe(noon + DAY)
  expect(advance(noon, 'P1DT2H')).toBe(noon + DAY + 2 * HOUR)
  expect(advance(noon, 'P1M')).toBe(Date.UTC(2026, 3, 28, 12))
  for (const nonsense of ['', 'a day', '1D', 'P', 'P1H']) expect(() => advance(noon, nonsense)).toThrow()
})

test('a day is said as a person says it, by the reader’s own calendar', () => {
  const lateMonday = Date.parse('2026-11-23T22:30:00Z')
  const tuesdayMorning = Date.parse('2026-11-24T06:00:00Z')
  expect(sayDay(tuesdayMorning, 'Europe/London', lateMonday)).toBe('tomorrow')
  expect(sayDay(tuesdayMorning, 'Europe/Athens', lateMonday)).toBe('today')
  expect(sayDay(tuesdayMorning + 7 * DAY, 'Europe/London', lateMonday)).toBe('on Tuesday 1 December')
  const wednesdayThere = Date.parse('2026-11-24T18:00:00Z')
  expect(sayDay(wednesdayThere, 'Pacific/Auckland', lateMonday)).toBe('tomorrow')
  expect(sayDay(wednesdayThere + DAY, 'Pacific/Auckland', lateMonday)).toBe('on Thursday 26 November')
})

// What Intl, another implementation than the one under test, says of a moment.
const date = (moment: number, timeZone: string) => localTime(moment, timeZone).slice(0, 10)
const clockHour = (moment: number, timeZone: string) => Number(localTime(moment, timeZone).slice(11, 13))
const weekday = (moment: number, timeZone: string) =>
  new Date(moment).toLocaleString('en', { timeZone, weekday: 'short' })
const wallClock = (moment: number, timeZone: string) => Date.parse(`${localTime(moment, timeZone).replace(' ', 'T')}Z`)

const datesBetween = (from: number, to: number, timeZone: string) => [
  ...new Set(
    Array.from({ length: Math.ceil((to - from) / HOUR) + 1 }, (_, i) => date(Math.min(from + i * HOUR, to), timeZone)),
  ),
]

/** The clocks jumped over the reader's hour that day: an hour earlier in UTC, it was still to come. */
const isMoved = (slot: number, { timeZone, sendHour }: Hours) =>
  clockHour(slot, timeZone) !== sendHour || !onTheHour(slot, timeZone)
const onTheHour = (slot: number, timeZone: string) => localTime(slot, timeZone).endsWith(':00')

function isHerHour(slot: number, hours: Hours): boolean {
  if (!isMoved(slot, hours)) return true
  const jumped = wallClock(slot, hours.timeZone) - wallClock(slot - 2 * HOUR, hours.timeZone) - 2 * HOUR
  const past = (wallClock(slot, hours.timeZone) - hours.sendHour * HOUR) % DAY
  return jumped > 0 && (past + DAY) % DAY <= jumped
}
