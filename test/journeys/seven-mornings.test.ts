import { describe } from 'vitest'
import { dayOf, lessonLog, lessonsAmong } from '../support/lesson-log.ts'
import { at, localTime, minutesFrom, onEachDay } from '../support/local-time.ts'
import { expect, linkTo, type TestApp, test } from '../support/test-app.ts'

const anna = 'anna@reader.test'
const vienna = 'Europe/Vienna'

/** Anna, who confirmed on Monday 2 March 2026 at half past ten local time. */
const beginOnMonday = async (app: TestApp, timeZone = vienna) => {
  await app.clock.set(at('2026-03-02 10:30', timeZone))
  return await app.begin({ email: anna, firstName: 'Anna', timeZone })
}

const diaryOf = async (app: TestApp, email: string, timeZone: string) => lessonLog(await app.lettersTo(email), timeZone)

describe('the course', () => {
  test('seven mornings, seven letters, then silence', async ({ app }) => {
    await beginOnMonday(app)
    await app.liveThrough(onEachDay('2026-03-02', 7, vienna, ['06:59', '07:00', '07:01', '20:00']).slice(3))
    const week = [
      '2026-03-02 10:30 day 1',
      '2026-03-03 07:00 day 2',
      '2026-03-04 07:00 day 3',
      '2026-03-05 07:00 day 4',
      '2026-03-06 07:00 day 5',
      '2026-03-07 07:00 day 6',
      '2026-03-08 07:00 day 7',
    ]
    expect(await diaryOf(app, anna, vienna)).toEqual(week)

    await app.liveThrough(onEachDay('2026-03-09', 14, vienna, ['07:00']))
    expect(await diaryOf(app, anna, vienna)).toEqual(week)

    const lessons = await app.lessonsTo(anna)
    expect(new Set(lessons.map(({ subject }) => subject)).size).toBe(7)
    for (const { html, text } of lessons) {
      expect(html).toContain('Good morning, Anna.')
      expect(text).toContain('Good morning, Anna.')
      expect(`${html}${text}`).not.toContain('%%')
    }
    const page = await (await app.fetch(linkTo('preferences', lessons[6]!))).text()
    expect(page).toContain('You have had all the lessons.')
  })

  const everyZone = Array.from({ length: 27 }, (_, i) => `Etc/GMT${i < 15 ? `-${i}` : `+${i - 14}`}`)
  const shown = 'a day forward and a tick, seven times, from %s UTC: the seven lessons are there, whatever her hour'
  test.for(['00:39', '06:00'])(shown, async (time, { app }) => {
    const zones = time === '00:39' ? everyZone : everyZone.filter((_, i) => i % 4 === 0)
    const readers = zones.map((timeZone, i) => ({ email: `reader-${i}@reader.test`, timeZone }))
    await app.clock.set(`2026-03-02T${time}:00Z`)
    await Promise.all(readers.map((reader) => app.begin(reader)))
    for (let day = 1; day <= 7; day++) {
      await app.clock.advance('P1D')
      await app.tick()
    }
    const weekLater = await app.emulator.letters()
    await app.clock.advance('P1D')
    await app.tick()
    expect(await app.emulator.letters()).toHaveLength(weekLater.length)
    for (const { email, timeZone } of readers) {
      const lessons = lessonsAmong(weekLater.filter(({ to }) => to.includes(email)))
      expect(lessons.map(dayOf), timeZone).toEqual([1, 2, 3, 4, 5, 6, 7])
      const days = lessons.map(({ acceptedAt }) => localTime(acceptedAt, timeZone).slice(0, 10))
      expect(new Set(days).size, timeZone).toBe(7)
    }
  })

  test('at seven on her own clock, from the first place on earth to the last, half and quarter hours included', async ({
    app,
  }) => {
    const zones = [
      'Pacific/Kiritimati',
      'Pacific/Chatham',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'America/St_Johns',
      'Etc/GMT+12',
    ]
    await app.clock.set('2026-06-01T21:40:00Z')
    const readers = zones.map((timeZone) => ({ email: `${timeZone.replace(/\W/g, '-')}@reader.test`, timeZone }))
    await Promise.all(readers.map((reader) => app.begin(reader)))
    const mornings = zones.flatMap((zone) => onEachDay('2026-06-01', 5, zone, ['06:59', '07:00']))
    const threeDays = mornings.filter((moment) => moment > '2026-06-01T21:40' && moment < '2026-06-05T16:30')
    await app.liveThrough(threeDays.sort())
    for (const { email, timeZone } of readers) {
      const [first, ...mornings] = await diaryOf(app, email, timeZone)
      expect(first).toBe(`${localTime('2026-06-01T21:40:00Z', timeZone)} day 1`)
      expect(mornings.length, timeZone).toBeGreaterThanOrEqual(3)
      mornings.forEach((line, i) => {
        const date = new Date(Date.parse(first!.slice(0, 10)) + (i + 1) * 86_400_000).toISOString().slice(0, 10)
        expect(line, timeZone).toBe(`${date} 07:00 day ${i + 2}`)
      })
    }
  })
})

describe('the second morning', () => {
  const confirmed = [
    { when: 'at 23:50, lesson 2 comes in the morning', hour: 7, at: '2026-03-02 23:50', next: '2026-03-03 07:00' },
    { when: 'at 02:00, not on the same day', hour: 7, at: '2026-03-02 02:00', next: '2026-03-03 07:00' },
    { when: 'five minutes before seven', hour: 7, at: '2026-03-02 06:55', next: '2026-03-03 07:00' },
    { when: 'with five hours to go, a day later', hour: 5, at: '2026-03-02 23:50', next: '2026-03-04 05:00' },
    { when: 'with six hours to go, in the morning', hour: 5, at: '2026-03-02 22:59', next: '2026-03-03 05:00' },
    { when: 'with midnight as her hour', hour: 0, at: '2026-03-02 17:30', next: '2026-03-03 00:00' },
    { when: 'with midnight too near', hour: 0, at: '2026-03-02 21:00', next: '2026-03-04 00:00' },
    { when: 'with late evening as her hour', hour: 23, at: '2026-03-02 09:00', next: '2026-03-03 23:00' },
  ]
  test.for(confirmed)('confirmed $when', async ({ hour, at: now, next }, { app }) => {
    app.settings({ SEND_HOUR: String(hour) })
    await app.clock.set(at(now, vienna))
    await app.begin({ email: anna, timeZone: vienna })
    await app.liveThrough(
      [-360, -60, -1, 0]
        .map((minutes) => minutesFrom(at(next, vienna), minutes))
        .filter((moment) => moment > at(now, vienna)),
    )
    expect(await diaryOf(app, anna, vienna)).toEqual([`${now} day 1`, `${next} day 2`])
  })
})

describe('when the clocks change', () => {
  const newYork = 'America/New_York'
  const lordHowe = 'Australia/Lord_Howe'
  /** Day 2 and the days after it, by the hour that each reader wishes. */
  type Change = { zone: string; confirmed: string; mornings: Record<number, string[]>; also?: string }
  const changes: [name: string, change: Change][] = [
    [
      'New York in spring; two o’clock is left out and comes as soon as the clocks have moved on',
      {
        zone: newYork,
        confirmed: '2026-03-06 12:00',
        mornings: {
          7: ['2026-03-07 07:00', '2026-03-08 07:00', '2026-03-09 07:00'],
          2: ['2026-03-07 02:00', '2026-03-08 03:00', '2026-03-09 02:00'],
        },
      },
    ],
    [
      'New York in autumn; one o’clock is there twice and counts once',
      {
        zone: newYork,
        confirmed: '2026-10-30 12:00',
        mornings: {
          7: ['2026-10-31 07:00', '2026-11-01 07:00', '2026-11-02 07:00'],
          1: ['2026-10-31 01:00', '2026-11-01 01:00', '2026-11-02 01:00'],
        },
      },
    ],
    [
      'Lord Howe in spring, by half an hour',
      {
        zone: lordHowe,
        confirmed: '2026-10-02 12:00',
        mornings: {
          7: ['2026-10-03 07:00', '2026-10-04 07:00', '2026-10-05 07:00'],
          2: ['2026-10-03 02:00', '2026-10-04 02:30', '2026-10-05 02:00'],
        },
      },
    ],
    [
      'Lord Howe in autumn, by half an hour',
      {
        zone: lordHowe,
        confirmed: '2026-04-03 12:00',
        mornings: { 7: ['2026-04-04 07:00', '2026-04-05 07:00', '2026-04-06 07:00'] },
      },
    ],
    [
      'Nuuk in spring; eleven at night is left out on the Saturday, and the Sunday still has one lesson only',
      {
        zone: 'America/Nuuk',
        confirmed: '2026-03-26 12:00',
        mornings: { 23: ['2026-03-27 23:00', '2026-03-29 00:00', '2026-03-30 23:00'] },
        also: '2026-03-29 23:00',
      },
    ],
    [
      'Samoa, which skipped 30 December 2011',
      {
        zone: 'Pacific/Apia',
        confirmed: '2011-12-28 12:00',
        mornings: { 7: ['2011-12-29 07:00', '2011-12-31 07:00', '2012-01-01 07:00'] },
      },
    ],
  ]
  test.for(changes)('%s', async ([, { zone, confirmed, mornings, also = confirmed }], { app }) => {
    const readers = Object.entries(mornings).map(([hour, days]) => ({ email: `at-${hour}@reader.test`, hour, days }))
    await app.clock.set(at(confirmed, zone))
    for (const { email, hour } of readers) {
      app.settings({ SEND_HOUR: hour })
      await app.begin({ email, timeZone: zone })
    }
    const around = (day: string) => [-30, 0, 30, 60, 90].map((minutes) => minutesFrom(at(day, zone), minutes))
    await app.liveThrough([at(also, zone), ...readers.flatMap(({ days }) => days.flatMap(around))].sort())
    for (const { email, days } of readers) {
      const lines = [confirmed, ...days].map((moment, i) => `${moment} day ${i + 1}`)
      expect(await diaryOf(app, email, zone)).toEqual(lines)
    }
  })
})

describe('whatever runs beside it', () => {
  test('two ticks at once send once, and so do ten', async ({ app }) => {
    await beginOnMonday(app)
    const readers = ['ben@reader.test', 'cleo@reader.test', 'dora@reader.test']
    for (const email of readers) await app.begin({ email, timeZone: vienna })
    for (const [morning, ticks] of [
      ['2026-03-03 07:00', 2],
      ['2026-03-04 07:00', 10],
    ] as const) {
      await app.clock.set(at(morning, vienna))
      await Promise.all(Array.from({ length: ticks }, () => app.tick()))
    }
    for (const email of [anna, ...readers]) {
      expect(await diaryOf(app, email, vienna)).toEqual([
        '2026-03-02 10:30 day 1',
        '2026-03-03 07:00 day 2',
        '2026-03-04 07:00 day 3',
      ])
    }
  })
})

describe('when the service slept', () => {
  const slept: [name: string, ticks: string[], came: string[]][] = [
    [
      'three days: one lesson at her next local hour, then a day at a time',
      ['03 07:00', '06 10:00', '06 23:00', '07 06:59', '07 07:00', '07 07:01', '08 07:00'],
      ['03 07:00 day 2', '07 07:00 day 3', '08 07:00 day 4'],
    ],
    [
      'three days, and woke within her hour: one lesson there and then',
      ['03 07:00', '06 07:40', '06 07:41', '07 06:59', '07 07:00'],
      ['03 07:00 day 2', '06 07:40 day 3', '07 07:00 day 4'],
    ],
    [
      'five hours: the lesson of that day still comes, once',
      ['03 12:00', '03 12:01', '04 06:59', '04 07:00'],
      ['03 12:00 day 2', '04 07:00 day 3'],
    ],
    [
      'until deep in the night: that day has had its lesson',
      ['04 03:00', '04 06:59', '04 07:00', '04 22:00', '05 07:00'],
      ['04 03:00 day 2', '05 07:00 day 3'],
    ],
    [
      'three weeks: no flood',
      ['03 07:00', '24 07:30', '24 07:31', '24 20:00', '25 07:00'],
      ['03 07:00 day 2', '24 07:30 day 3', '25 07:00 day 4'],
    ],
  ]
  test.for(slept)('%s', async ([, ticks, came], { app }) => {
    await beginOnMonday(app)
    await app.liveThrough(ticks.map((tick) => at(`2026-03-${tick}`, vienna)))
    const expected = came.map((line) => `2026-03-${line}`)
    expect(await diaryOf(app, anna, vienna)).toEqual(['2026-03-02 10:30 day 1', ...expected])
  })

  test('a lesson that waited for the provider past midnight is the lesson of the day it comes', async ({ app }) => {
    await beginOnMonday(app)
    await app.emulator.injectFaults({ do: '503', next: 1000 })
    await app.liveThrough(['03 07:00', '03 12:00', '03 23:30'].map((time) => at(`2026-03-${time}`, vienna)))
    await app.emulator.clearFaults()
    await app.liveThrough(
      ['04 00:40', '04 06:59', '04 07:00', '04 12:00', '05 07:00'].map((time) => at(`2026-03-${time}`, vienna)),
    )
    expect(await diaryOf(app, anna, vienna)).toEqual([
      '2026-03-02 10:30 day 1',
      '2026-03-04 00:40 day 2',
      '2026-03-05 07:00 day 3',
    ])
  })

  test('a first lesson that waited for the provider past midnight makes no two on that day', async ({ app }) => {
    await app.clock.set(at('2026-03-02 23:30', vienna))
    await app.signUp({ email: anna, timeZone: vienna })
    await app.letterTo(anna, 'confirm')
    await app.emulator.injectFaults({ do: '503', next: 1000 })
    await app.confirm(anna)
    await app.liveThrough([at('2026-03-02 23:50', vienna)])
    await app.emulator.clearFaults()
    await app.liveThrough(['03 00:55', '03 07:00', '03 12:00', '04 07:00'].map((time) => at(`2026-03-${time}`, vienna)))
    expect(await diaryOf(app, anna, vienna)).toEqual(['2026-03-03 00:55 day 1', '2026-03-04 07:00 day 2'])
  })
})
