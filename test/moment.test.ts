import { describe, expect, test } from 'vitest'
import { sayNumber } from '../src/platform/say-number'
import { placeOf, sayAssumed, sayHour, sayZone } from '../src/web/ui/moment'

describe('a person says', () => {
  test('the hours of a day', () => {
    expect(Array.from({ length: 24 }, (_, hour) => sayHour(hour))).toEqual([
      'midnight',
      ...[1, 2, 3, 4].map((hour) => `${hour}:00 at night`),
      ...[5, 6, 7, 8, 9, 10, 11].map((hour) => `${hour}:00 in the morning`),
      'noon',
      ...[1, 2, 3, 4, 5].map((hour) => `${hour}:00 in the afternoon`),
      ...[6, 7, 8, 9].map((hour) => `${hour}:00 in the evening`),
      ...[10, 11].map((hour) => `${hour}:00 at night`),
    ])
  })

  test.each([
    ['Europe/Vienna', 'Vienna', 'Vienna time'],
    ['America/New_York', 'New York', 'New York time'],
    ['America/Argentina/Buenos_Aires', 'Buenos Aires, Argentina', 'Buenos Aires, Argentina time'],
    ['UTC', 'UTC', 'UTC'],
  ])('%s by its place', (zone, place, time) => {
    expect([placeOf(zone), sayZone(zone)]).toEqual([place, time])
  })

  test('whose zone stands in for one that could not be told', () => {
    expect(sayAssumed('Europe/Vienna')).toBe(
      'I could not tell your time zone, so for now the lessons come by Vienna time, which is mine.',
    )
  })

  test('small numbers in words, and larger ones in figures', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map(sayNumber)).toEqual(
      'no one two three four five six seven eight nine ten eleven twelve'.split(' '),
    )
    expect([13, -1, 2.5].map(sayNumber)).toEqual(['13', '-1', '2.5'])
  })
})
