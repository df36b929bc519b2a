import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inLocalTime } from '../src/platform/local-time'
import { isTimeZone, readTimeZone, timeZones } from '../src/platform/time-zone'

describe('a time zone', () => {
  test.each([
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['Europe/Kiev', 'Europe/Kyiv'],
    ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['US/Pacific', 'America/Los_Angeles'],
    ['GB', 'Europe/London'],
    ['Etc/UTC', 'UTC'],
    ['GMT', 'UTC'],
    ['eUrOpE/vIeNnA', 'Europe/Vienna'],
    [' Europe/Vienna ', 'Europe/Vienna'],
    ['Etc/GMT+5', 'Etc/GMT+5'],
  ])('%s is kept as %s', (given, kept) => {
    expect(readTimeZone(given)).toBe(kept)
    expect(isTimeZone(kept)).toBe(true)
  })

  // What `Intl` takes by an old custom and the clock cannot compute with.
  const CUSTOMS = 'ACT AET AGT ART AST BET BST CAT CNT CST CTT EAT ECT IET IST JST MIT NET NST PLT PNT PRT PST SST VST'
  test.each([
    ...CUSTOMS.split(' '),
    '',
    'Mars/Olympus',
    '+02:00',
    'constructor',
    '__proto__',
    'Europe/Vienna\u0000',
    '\ud800',
  ])('%j is none', (given) => {
    expect(readTimeZone(given)).toBeNull()
    expect(isTimeZone(given)).toBe(false)
  })

  test('can be computed with, every one that may be chosen, and is called by its present name', () => {
    const moment = Date.UTC(2026, 2, 29, 1)
    for (const timeZone of timeZones()) {
      expect(inLocalTime(moment, { timeZone, sendHour: 7, weekdaysOnly: true }).next).toBeGreaterThan(moment)
      expect(readTimeZone(timeZone)).toBe(timeZone)
    }
    expect(timeZones().length).toBeGreaterThan(400)
    expect(new Set(timeZones()).size).toBe(timeZones().length)
  })

  test('is the same however it is spelled, so that spellings do not make zones', () => {
    const spelled = fc
      .constantFrom(...timeZones())
      .chain((zone) =>
        fc.tuple(fc.constant(zone), fc.array(fc.boolean(), { minLength: zone.length, maxLength: zone.length })),
      )
    fc.assert(
      fc.property(spelled, ([zone, upper]) => {
        const typed = [...zone].map((letter, i) => (upper[i] ? letter.toUpperCase() : letter.toLowerCase())).join('')
        expect(readTimeZone(typed)).toBe(zone)
      }),
    )
  })

  test('is read from anything without a throw, and what is read is read again as itself', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom(...CUSTOMS.split(' '))),
        (typed) => {
          const zone = readTimeZone(typed)
          if (zone !== null) expect(readTimeZone(zone)).toBe(zone)
        },
      ),
    )
  })
})

describe('the list', () => {
  test('has places in the order of the alphabet, each once, and UTC last', () => {
    const places = timeZones().slice(0, -1)
    expect(timeZones().at(-1)).toBe('UTC')
    expect(places).toEqual([...new Set(places)].sort())
    expect(places).toContain('Asia/Kolkata')
    expect(places.length).toBeGreaterThan(400)
  })

  test('knows zones by offset from fourteen hours ahead to twelve behind, and no others', () => {
    const known = [...Array(14)]
      .map((_, i) => `Etc/GMT-${i + 1}`)
      .concat([...Array(12)].map((_, i) => `Etc/GMT+${i + 1}`))
    for (const zone of known) expect([zone, isTimeZone(zone), readTimeZone(` ${zone} `)]).toEqual([zone, true, zone])
    for (const zone of ['Etc/GMT-15', 'Etc/GMT+13', 'Etc/GMT--1', 'Etc/GMT+-1', 'Etc/GMT1', 'Etc/GMT', '']) {
      expect(isTimeZone(zone), zone).toBe(false)
    }
    expect(readTimeZone('Etc/GMT0')).toBe('UTC')
    for (const none of ['Etc/GMT-15', '', ' ', 'x'.repeat(61)]) expect(readTimeZone(none), none).toBeNull()
  })
})
