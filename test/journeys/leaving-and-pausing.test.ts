import { describe } from 'vitest'
import type { Letter } from '../../scripts/resend-emulator/protocol.ts'
import { dayOf, lessonLog } from '../support/lesson-log.ts'
import { at, every, localTime, onEachDay } from '../support/local-time.ts'
import { expect, linkTo, oneClickPath, type TestApp, test } from '../support/test-app.ts'

const anna = 'anna@reader.test'
const vienna = 'Europe/Vienna'
const march = (time: string) => at(`2026-03-${time}`, vienna)

/** Anna in Vienna on Tuesday 3 March 2026 at noon, with two lessons in the inbox. */
const onTuesday = async (app: TestApp): Promise<Letter> => {
  await app.clock.set(march('02 10:30'))
  await app.begin({ email: anna, firstName: 'Anna', timeZone: vienna })
  await app.liveThrough([march('03 07:00'), march('03 12:00')])
  return await app.letterTo(anna, 'lesson')
}

const laterDiary = async (app: TestApp, timeZone = vienna) => lessonLog(await app.lettersTo(anna), timeZone).slice(2)

/** What the reader's page says of the course. */
const standing = async (app: TestApp, letter: Letter) => {
  const page = await (await app.fetch(linkTo('preferences', letter))).text()
  return /<div class="course-state"><p class="lead">([^<]*)/.exec(page)?.[1]
}

/** Posts one of the preference forms, and fails unless it was accepted. */
const wish = async (app: TestApp, letter: Letter, form: string, fields: Record<string, string>) => {
  const answer = await app.post(`${linkTo('preferences', letter)}${form}`, fields)
  expect(answer.status).toBe(303)
  return await (await app.fetch(answer.headers.get('location') ?? '')).text()
}

const everything = { firstName: 'Anna', hour: '7', timeZone: vienna }

describe('leaving', () => {
  const oneClick = { 'List-Unsubscribe': 'One-Click' }
  const multipart = new FormData()
  multipart.set('List-Unsubscribe', 'One-Click')
  const presses: [name: string, body: () => BodyInit | null][] = [
    ['urlencoded', () => new URLSearchParams(oneClick)],
    ['multipart', () => multipart],
    ['with nothing in it', () => null],
  ]
  test.for(presses)(
    'by the button of her mail program, %s: at once, again and again, from anywhere',
    async ([, body], { app }) => {
      const letter = await onTuesday(app)
      const path = oneClickPath(letter)
      for (const headers of [{}, { 'sec-fetch-site': 'cross-site' }, { origin: 'https://mail.reader.test' }]) {
        const answer = await app.fetch(path, { method: 'POST', headers, body: body() })
        expect(answer.status).toBe(200)
        expect(answer.redirected).toBe(false)
        for (const header of ['set-cookie', 'location']) expect(answer.headers.get(header)).toBeNull()
        expect(await answer.text()).toContain('You are unsubscribed')
      }
      await app.liveThrough(onEachDay('2026-03-04', 9, vienna, ['07:00']))
      expect(await laterDiary(app)).toEqual([])
      expect(await standing(app, letter)).toContain('You are unsubscribed, and no letters come.')
    },
  )

  test('on the page: it asks, offers gentler ways, and lets her go', async ({ app }) => {
    const letter = await onTuesday(app)
    const path = linkTo('unsubscribe', letter)
    const asked = await (await app.fetch(path)).text()
    for (const way of [
      'A week',
      'Two weeks',
      'A month',
      'Weekdays only',
      'Change the hour',
      'Everything you can set',
    ]) {
      expect(asked).toContain(way)
    }
    expect(await standing(app, letter)).toContain('Lesson 3 of 7')
    const gone = await app.post(path)
    expect(gone.status).toBe(200)
    expect(await (await app.fetch(path)).text()).toBe(await gone.text())
    await app.liveThrough([march('04 07:00')])
    expect(await laterDiary(app)).toEqual([])
  })

  test('takes back the letter that was waiting to leave', async ({ app }) => {
    const letter = await onTuesday(app)
    await app.emulator.injectFaults({ do: 'daily-quota' })
    await app.liveThrough([march('04 07:00')])
    await app.oneClick(letter)
    await app.liveThrough([march('05 01:30'), march('05 07:00')])
    expect(await laterDiary(app)).toEqual([])
  })

  test('with a link that is not whole tells nothing of who reads here', async ({ app }) => {
    const letter = await onTuesday(app)
    const path = oneClickPath(letter)
    const last = path.at(-1) === 'A' ? 'B' : 'A'
    const wrong = [
      `${path.slice(0, -1)}${last}`,
      path.slice(0, -5),
      '/unsubscribe/nonsense',
      linkTo('preferences', letter).replace('preferences', 'unsubscribe'),
    ]
    for (const method of ['GET', 'POST']) {
      const answers = await Promise.all(wrong.map((link) => app.fetch(link, { method })))
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404])
      expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1)
    }
    await app.liveThrough([march('04 07:00')])
    expect(await laterDiary(app)).toEqual(['2026-03-04 07:00 day 3'])
  })
})

describe('pausing', () => {
  test('for a week: nothing comes, and then the course goes on with the next lesson', async ({ app }) => {
    const letter = await onTuesday(app)
    expect(await wish(app, letter, '/pause', { pauseFor: 'P7D' })).toContain('Paused. Nothing comes until then')
    expect(await standing(app, letter)).toBe(
      'The letters rest. The pause ends on Tuesday 10 March, and nothing is lost.',
    )
    await app.liveThrough(onEachDay('2026-03-04', 7, vienna, ['07:00', '12:30']))
    expect(await standing(app, letter)).toBe('Lesson 3 of 7 comes tomorrow, at 7:00 in the morning, Vienna time.')
    await app.liveThrough([march('11 07:00'), march('12 07:00')])
    expect(await laterDiary(app)).toEqual(['2026-03-11 07:00 day 3', '2026-03-12 07:00 day 4'])
  })

  test('and going on before it is over', async ({ app }) => {
    const letter = await onTuesday(app)
    await wish(app, letter, '/pause', { pauseFor: 'P1M' })
    await app.liveThrough([march('04 07:00'), march('05 12:00')])
    expect(await wish(app, letter, '/resume', {})).toContain('Good to have you back.')
    expect(await standing(app, letter)).toBe('Lesson 3 of 7 comes tomorrow, at 7:00 in the morning, Vienna time.')
    await app.liveThrough([march('05 13:00'), march('06 07:00')])
    expect(await laterDiary(app)).toEqual(['2026-03-06 07:00 day 3'])
  })

  test('and going on at once, on a day that had its lesson: the next day, not the same', async ({ app }) => {
    const letter = await onTuesday(app)
    await wish(app, letter, '/pause', { pauseFor: 'P7D' })
    await wish(app, letter, '/resume', {})
    await wish(app, letter, '/hour', { hour: '18' })
    await app.liveThrough([march('03 18:00'), march('04 07:00'), march('04 18:00')])
    expect(await laterDiary(app)).toEqual(['2026-03-04 18:00 day 3'])
  })

  test('with a letter that waits for the provider: it rests too, and leaves after the pause', async ({ app }) => {
    const letter = await onTuesday(app)
    await app.emulator.injectFaults({ do: 'daily-quota' })
    await app.liveThrough([march('04 07:00')])
    await wish(app, letter, '/pause', { pauseFor: 'P7D' })
    await app.liveThrough([march('05 01:30'), march('05 07:00'), march('10 07:00'), march('11 07:00')])
    expect(await laterDiary(app)).toEqual([])
    await app.liveThrough([march('12 06:59'), march('12 07:00'), march('13 07:00')])
    expect(await laterDiary(app)).toEqual(['2026-03-12 07:00 day 3', '2026-03-13 07:00 day 4'])
  })

  test('for a time that is not on the page is not possible', async ({ app }) => {
    const letter = await onTuesday(app)
    for (const pauseFor of ['', 'P0D', 'P100Y', 'forever', '-P7D']) {
      const answer = await app.post(`${linkTo('preferences', letter)}/pause`, { pauseFor })
      expect(answer.status, pauseFor).toBe(422)
      expect(await answer.text()).toContain('Please choose how long the pause should be.')
    }
    expect(await standing(app, letter)).toContain('Lesson 3 of 7 comes tomorrow')
  })
})

describe('her own hour', () => {
  test('later today, when today’s lesson has not come yet', async ({ app }) => {
    const letter = await onTuesday(app)
    await app.clock.set(march('04 06:30'))
    await wish(app, letter, '', { ...everything, hour: '19' })
    expect(await standing(app, letter)).toBe('Lesson 3 of 7 comes today, at 7:00 in the evening, Vienna time.')
    await app.liveThrough([march('04 07:00'), march('04 19:00'), march('05 07:00'), march('05 19:00')])
    expect(await laterDiary(app)).toEqual(['2026-03-04 19:00 day 3', '2026-03-05 19:00 day 4'])
  })

  test('earlier than now: from tomorrow; and late at night: not an hour after the last', async ({ app }) => {
    const letter = await onTuesday(app)
    await wish(app, letter, '/hour', { hour: '23' })
    await app.liveThrough([march('03 23:00'), march('04 23:00')])
    await wish(app, letter, '/hour', { hour: '1' })
    expect(await standing(app, letter)).toBe('Lesson 4 of 7 comes on Friday 6 March, at 1:00 at night, Vienna time.')
    await app.liveThrough([march('05 01:00'), march('05 23:00'), march('06 01:00')])
    expect(await laterDiary(app)).toEqual(['2026-03-04 23:00 day 3', '2026-03-06 01:00 day 4'])
  })

  test('on weekdays only: the weekend is free, also when the service was late', async ({ app }) => {
    const letter = await onTuesday(app)
    const page = await wish(app, letter, '/weekdays', { weekdaysOnly: 'on' })
    expect(page).toMatch(/name="weekdaysOnly"[^>]*checked/)
    expect(await (await app.fetch(linkTo('unsubscribe', letter))).text()).not.toContain('Weekdays only')
    await app.liveThrough(onEachDay('2026-03-04', 7, vienna, ['07:00']))
    const week = [
      '2026-03-04 07:00 day 3',
      '2026-03-05 07:00 day 4',
      '2026-03-06 07:00 day 5',
      '2026-03-09 07:00 day 6',
    ]
    expect(await laterDiary(app)).toEqual([...week, '2026-03-10 07:00 day 7'])
  })

  test('on weekdays only, and the service slept on Friday: the lesson waits for Monday', async ({ app }) => {
    const letter = await onTuesday(app)
    await wish(app, letter, '/weekdays', { weekdaysOnly: 'on' })
    const days = ['04 07:00', '05 07:00', '07 02:00', '07 07:20', '08 07:00', '09 06:59', '09 07:00', '10 07:00']
    await app.liveThrough(days.map(march))
    expect((await laterDiary(app)).slice(2)).toEqual(['2026-03-09 07:00 day 5', '2026-03-10 07:00 day 6'])
  })

  test('in another zone, again and again: never two lessons in one local day', async ({ app }) => {
    const letter = await onTuesday(app)
    const moves = [
      ['2026-03-03T12:00:00Z', 'Pacific/Kiritimati'],
      ['2026-03-03T18:00:00Z', 'Etc/GMT+12'],
      ['2026-03-04T20:00:00Z', 'Asia/Kathmandu'],
      ['2026-03-05T02:00:00Z', 'America/New_York'],
      ['2026-03-05T16:00:00Z', 'Australia/Lord_Howe'],
      ['2026-03-06T10:00:00Z', 'Etc/GMT+12'],
    ] as const
    const zoneAt = (instant: string) => moves.findLast(([moment]) => moment <= instant)?.[1] ?? vienna
    for (const [i, [moment, timeZone]] of moves.entries()) {
      await app.clock.set(moment)
      await wish(app, letter, '', { ...everything, timeZone })
      await app.liveThrough(every(180, moment, moves[i + 1]?.[0] ?? '2026-03-09T02:00:00Z').slice(1))
    }
    const lessons = await app.lessonsTo(anna)
    expect(lessons.map(dayOf)).toEqual([1, 2, 3, 4, 5, 6, 7])
    for (const [i, { acceptedAt }] of lessons.entries()) {
      const day = (instant: string) => localTime(instant, zoneAt(acceptedAt)).slice(0, 10)
      if (i > 0) expect(day(acceptedAt) > day(lessons[i - 1]!.acceptedAt), `lesson ${i + 1}`).toBe(true)
    }
  })

  test('is said again after a night in which the service was late: that day has had its lesson', async ({ app }) => {
    const letter = await onTuesday(app)
    await app.liveThrough([march('05 03:00')])
    expect(await standing(app, letter)).toBe('Lesson 4 of 7 comes tomorrow, at 7:00 in the morning, Vienna time.')
    await app.liveThrough([march('05 07:00'), march('06 07:00')])
    expect(await laterDiary(app)).toEqual(['2026-03-05 03:00 day 3', '2026-03-06 07:00 day 4'])
  })

  test('and her name: the next letter knows it, and none is asked for', async ({ app }) => {
    const letter = await onTuesday(app)
    await wish(app, letter, '', { ...everything, firstName: ' Änne  ' })
    await app.liveThrough([march('04 07:00')])
    expect((await app.letterTo(anna, 'lesson')).text).toContain('Good morning, Änne.')
    await wish(app, letter, '', { ...everything, firstName: '' })
    await app.liveThrough([march('05 07:00')])
    expect((await app.letterTo(anna, 'lesson')).text).toContain('Good morning.')
  })

  test.for([
    ['hour', { hour: '24' }, 'Please choose an hour from the list.'],
    ['hour', { hour: 'dawn' }, 'Please choose an hour from the list.'],
    ['timeZone', { timeZone: 'Mars/Olympus' }, 'Please choose a time zone from the list.'],
    ['firstName', { firstName: 'https://gold.test' }, 'Please write just a first name'],
  ] as const)(
    'not as it cannot be (%s): a sentence at the field, and nothing changes',
    async ([field, wrong, sentence], { app }) => {
      const letter = await onTuesday(app)
      const before = await standing(app, letter)
      const answer = await app.post(linkTo('preferences', letter), { ...everything, ...wrong })
      expect(answer.status).toBe(422)
      expect(await answer.text()).toContain(`<p class="wrong" id="${field}-wrong">${sentence}`)
      expect(await standing(app, letter)).toBe(before)
    },
  )
})
