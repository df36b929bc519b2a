import { sql } from 'drizzle-orm'
import { describe } from 'vitest'
import type { Letter } from '../../scripts/resend-emulator/protocol.ts'
import { openDatabase } from '../support/due-readers.ts'
import { lessonLog } from '../support/lesson-log.ts'
import { at } from '../support/local-time.ts'
import { expect, linkTo, type TestApp, test } from '../support/test-app.ts'

const anna = 'anna@reader.test'
const vienna = 'Europe/Vienna'
const march = (time: string) => at(`2026-03-${time}`, vienna)
const everything = { firstName: 'Anna', hour: '7', timeZone: vienna }

/** Anna in Vienna on Tuesday 3 March 2026 at noon, with two lessons in the inbox. */
const onTuesday = async (app: TestApp): Promise<Letter> => {
  await app.clock.set(march('02 10:30'))
  await app.begin({ email: anna, firstName: 'Anna', timeZone: vienna })
  await app.liveThrough([march('03 07:00'), march('03 12:00')])
  return await app.letterTo(anna, 'lesson')
}

/** What the ledger holds beyond the sign-up, and when the next lesson is due. */
const ledger = async () =>
  (await openDatabase().all<{ action: string }>(sql`select action from consents order by id`))
    .map(({ action }) => action)
    .slice(2)

const nextDue = async () => {
  const [row] = await openDatabase().all<{ at: number }>(sql`select next_due_at as at from enrolments`)
  return row?.at
}

const wish = async (app: TestApp, letter: Letter, form: string, fields: Record<string, string> = {}) =>
  (await app.post(`${linkTo('preferences', letter)}${form}`, fields)).status

describe('what changes nothing', () => {
  test('writes nothing: equal preferences, the same pause again, going on where nothing rests', async ({ app }) => {
    const letter = await onTuesday(app)
    const due = await nextDue()
    for (let press = 0; press < 3; press++) {
      expect(await wish(app, letter, '', everything)).toBe(303)
      expect(await wish(app, letter, '/hour', { hour: '7' })).toBe(303)
      expect(await wish(app, letter, '/resume')).toBe(303)
    }
    expect(await ledger()).toEqual([])
    expect(await nextDue()).toBe(due)

    expect(await wish(app, letter, '/pause', { pauseFor: 'P7D' })).toBe(303)
    const paused = await nextDue()
    await app.clock.set(march('03 18:00'))
    expect(await wish(app, letter, '/pause', { pauseFor: 'P7D' })).toBe(303)
    expect(await ledger()).toEqual(['paused'])
    expect(await nextDue()).toBe(paused)
    expect(await wish(app, letter, '/pause', { pauseFor: 'P14D' })).toBe(303)
    expect(await ledger()).toEqual(['paused', 'paused'])

    for (let press = 0; press < 3; press++) expect(await wish(app, letter, '/resume')).toBe(303)
    expect(await ledger()).toEqual(['paused', 'paused', 'went_on'])
    expect(await nextDue()).toBe(due)
    for (let press = 0; press < 3; press++) expect(await wish(app, letter, '/weekdays')).toBe(303)
    expect(await ledger()).toEqual(['paused', 'paused', 'went_on', 'changed_preferences'])
  })

  test('moves nothing: going on, over and over, does not put off the lesson of the day', async ({ app }) => {
    const letter = await onTuesday(app)
    await app.clock.set(march('04 06:59'))
    await wish(app, letter, '/resume')
    await app.liveThrough([march('04 07:00')])
    await wish(app, letter, '/resume')
    await app.liveThrough([march('04 12:00'), march('05 07:00')])
    expect(lessonLog(await app.lettersTo(anna), vienna).slice(2)).toEqual([
      '2026-03-04 07:00 day 3',
      '2026-03-05 07:00 day 4',
    ])
  })

  test('a pause that is over is none to go on from', async ({ app }) => {
    const letter = await onTuesday(app)
    await wish(app, letter, '/pause', { pauseFor: 'P1D' })
    await app.clock.set(march('04 13:00'))
    const due = await nextDue()
    await wish(app, letter, '/resume')
    expect(await ledger()).toEqual(['paused'])
    expect(await nextDue()).toBe(due)
  })

  test('her own "I have booked" and leaving stand once, however often they are pressed', async ({ app }) => {
    await onTuesday(app)
    await app.liveThrough([march('04 07:00')])
    const letter = await app.letterTo(anna, 'lesson')
    for (let press = 0; press < 3; press++) {
      await app.clock.advance('PT1M')
      await app.oneClick(letter)
    }
    expect(await ledger()).toEqual(['unsubscribed'])
  })
})

describe('two wishes at once', () => {
  test('do not lose a pause: no lesson is due within it, whichever wish comes first', async ({ app }) => {
    const letter = await onTuesday(app)
    for (let i = 0; i < 8; i++) {
      await Promise.all([
        wish(app, letter, '/hour', { hour: String(8 + (i % 2)) }),
        wish(app, letter, '/pause', { pauseFor: 'P7D' }),
        wish(app, letter, '/weekdays'),
      ])
      const [told] = await openDatabase().all<{ paused: number; due: number }>(sql`
        select s.paused_until as paused, e.next_due_at as due from subscribers s join enrolments e on e.subscriber_id = s.id`)
      expect(told?.due).toBeGreaterThanOrEqual(told?.paused ?? Number.POSITIVE_INFINITY)
      await wish(app, letter, '/resume')
    }
  })
})

describe('too much of it', () => {
  test('is kept as it is until tomorrow: at most thirty lines in a day', async ({ app }) => {
    const letter = await onTuesday(app)
    const statuses: number[] = []
    for (let press = 0; press < 32; press++) {
      statuses.push(await wish(app, letter, '/hour', { hour: String(8 + (press % 2)) }))
    }
    expect(statuses.lastIndexOf(303)).toBe(29)
    expect(statuses.slice(30)).toEqual([429, 429])
    expect(await ledger()).toHaveLength(30)
    const due = await nextDue()

    const answer = await app.post(`${linkTo('preferences', letter)}/pause`, { pauseFor: 'P7D' })
    expect(answer.status).toBe(429)
    expect(answer.headers.get('retry-after')).toBe('3600')
    expect(await answer.text()).toContain('Please come back tomorrow for the rest.')
    expect(await wish(app, letter, '/resume')).toBe(429)
    expect(await wish(app, letter, '', { ...everything, hour: '20' })).toBe(429)
    expect(await ledger()).toHaveLength(30)
    expect(await nextDue()).toBe(due)

    // The way out is never limited.
    expect((await app.oneClick(letter)).status).toBe(200)
    expect((await ledger()).at(-1)).toBe('unsubscribed')
  })

  test('is forgotten a day later, and is hers alone', async ({ app }) => {
    const letter = await onTuesday(app)
    for (let press = 0; press < 30; press++) await wish(app, letter, '/hour', { hour: String(8 + (press % 2)) })
    const other = await app.begin({ email: 'berta@reader.test', timeZone: vienna })
    expect(await wish(app, other, '/pause', { pauseFor: 'P7D' })).toBe(303)
    expect(await wish(app, letter, '/pause', { pauseFor: 'P7D' })).toBe(429)
    await app.clock.advance('P1DT1M')
    expect(await wish(app, letter, '/pause', { pauseFor: 'P7D' })).toBe(303)
  })

  test('pressed at once by many fingers holds as well', async ({ app }) => {
    const letter = await onTuesday(app)
    const presses = Array.from({ length: 40 }, (_, i) => wish(app, letter, '/hour', { hour: String(i % 24) }))
    const statuses = await Promise.all(presses)
    expect(statuses.every((status) => status === 303 || status === 429)).toBe(true)
    expect(await ledger()).toHaveLength(30)
    const [told] = await openDatabase().all<{ hour: number; noted: number }>(sql`
      select send_hour as hour, (select detail ->> 'sendHour' from consents order by id desc limit 1) as noted from subscribers`)
    expect(told?.hour).toBe(told?.noted)
  })

  test('of booking still leads to the booking page; one press a minute counts, and fifty a day', async ({ app }) => {
    await app.clock.set(march('02 10:30'))
    await app.begin({ email: anna, firstName: 'Anna', timeZone: vienna })
    await app.liveThrough(['03 07:00', '04 07:00'].map(march))
    const path = linkTo('book', await app.letterTo(anna, 'lesson'))
    const clicks = async () => {
      const [row] = await openDatabase().all<{ count: number }>(sql`select count(*) as count from booking_clicks`)
      return row?.count
    }
    const press = async (method = 'GET') => expect((await app.fetch(path, { method })).status).toBe(302)
    for (let i = 0; i < 5; i++) await press()
    expect(await clicks()).toBe(1)
    await Promise.all(Array.from({ length: 8 }, () => press()))
    expect(await clicks()).toBe(1)
    await app.clock.advance('PT61S')
    await press('HEAD')
    expect(await clicks()).toBe(1)
    for (let i = 0; i < 60; i++) {
      await press()
      await app.clock.advance('PT61S')
    }
    expect(await clicks()).toBe(50)
    await app.clock.advance('P1D')
    await press()
    expect(await clicks()).toBe(51)
  })
})
