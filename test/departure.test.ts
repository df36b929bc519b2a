import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { atReadersTime, atTime, momentsFrom } from '../src/features/broadcasts/departure'
import { momentOf } from '../src/platform/local-time'
import { isTimeZone, knownZones } from '../src/platform/time-zone'
import { localTime } from './support/local-time'

const HOUR = 3_600_000
const DAY = 24 * HOUR

const moments = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2035, 11, 31) })
const zones = fc.constantFrom(...knownZones())
const localAt = (moment: number) => new Date(moment).toISOString().slice(0, 16)

describe('a local date and time', () => {
  test('is the moment at which the clocks of a zone say so, or later where they skip it', () => {
    fc.assert(
      fc.property(moments, zones, (moment, zone) => {
        const local = localAt(moment)
        const found = momentOf(local, zone)
        const told = localTime(found?.at ?? 0, zone).replace(' ', 'T')
        if (found?.clock === 'skipped') expect(told > local).toBe(true)
        else expect(told).toBe(local)
      }),
      { numRuns: 1000 },
    )
  })

  test('that a clock change leaves out comes when the clocks have moved on, and one that comes twice the first time', () => {
    expect(momentOf('2026-03-29T02:30', 'Europe/Vienna')).toEqual({
      at: Date.parse('2026-03-29T01:30:00Z'),
      clock: 'skipped',
    })
    expect(momentOf('2026-10-25T02:30', 'Europe/Vienna')).toEqual({
      at: Date.parse('2026-10-25T00:30:00Z'),
      clock: 'repeated',
    })
    expect(momentOf('2026-10-25T09:00', 'Europe/Vienna')).toEqual({
      at: Date.parse('2026-10-25T08:00:00Z'),
      clock: 'none',
    })
  })

  test.each([
    '',
    'soon',
    '2026-02-30T09:00',
    '2026-13-01T09:00',
    '2026-03-01',
    '2026-03-01T09:00Z',
    '2026-03-01T25:00',
    '2026-03-01T09:00[Europe/Vienna]',
  ])('that is none is refused: %s', (text) => {
    expect(momentOf(text, 'Europe/Vienna')).toBeNull()
    expect(atTime(text, 'Europe/Vienna', 0)).toBe('no_time')
    expect(atReadersTime(text, [], 0)).toBe('no_time')
  })
})

describe('a letter that leaves at a time', () => {
  const now = Date.parse('2026-03-03T08:00:00Z')

  test('leaves no sooner than now and no later than in a year', () => {
    expect(atTime('2026-03-03T08:59', 'Europe/Vienna', now)).toBe('passed')
    expect(atTime('2026-03-03T09:00', 'Europe/Vienna', now)).toMatchObject({ at: now, clock: 'none' })
    expect(atTime('2027-03-05T09:00', 'Europe/Vienna', now)).toBe('too_far')
  })
})

describe('a letter that leaves at readers’ own hours', () => {
  test('is at that time of the clocks in every zone, within a day and never before now', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 3, max: 13 }), (now, hours) => {
        const local = localAt(now + hours * HOUR)
        const when = atReadersTime(local, ['Europe/Vienna', 'Pacific/Auckland'], now)
        if (typeof when === 'string') throw new Error(when)
        const all = when.local?.moments ?? {}
        expect(Object.keys(all).every(isTimeZone)).toBe(true)
        for (const [zone, moment] of Object.entries(all)) {
          expect(moment).toBeGreaterThanOrEqual(now)
          const late = when.late.includes(zone)
          const plain = momentOf(local, zone, late ? 1 : 0)
          expect(moment).toBe(plain?.at)
        }
        expect([when.first, when.last]).toEqual(
          [all['Europe/Vienna'], all['Pacific/Auckland']].sort((one = 0, other = 0) => one - other),
        )
        expect(when.at).toBe(when.first)
      }),
      { numRuns: 8 },
    )
  })

  test('cannot be set where the hour is over for every reader', () => {
    const now = Date.parse('2026-03-03T08:00:00Z')
    const evening = '2026-03-02T21:00' // which it is still, far in the west
    expect(atReadersTime(evening, ['Europe/Vienna', 'Etc/GMT+12'], now)).toMatchObject({ first: now + HOUR })
    expect(atReadersTime(evening, [], now)).toMatchObject({ first: now })
    expect(atReadersTime(evening, ['Atlantis/Poseidonis'], now)).toMatchObject({ first: now })
    expect(atReadersTime(evening, ['Europe/Vienna', 'Europe/London'], now)).toBe('passed')
  })

  test('that was held up for weeks waits in each zone for the next time that it is this hour there', () => {
    const now = Date.parse('2026-04-20T08:00:00Z')
    for (const [zone, moment] of Object.entries(momentsFrom('2026-03-03T09:00', now))) {
      expect(moment).toBeGreaterThanOrEqual(now)
      expect(moment - now).toBeLessThanOrEqual(DAY + HOUR)
      expect(localTime(moment, zone).slice(11)).toBe('09:00')
    }
  })
})
