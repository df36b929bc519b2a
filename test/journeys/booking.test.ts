import { describe } from 'vitest'
import type { Letter } from '../../scripts/resend-emulator/protocol.ts'
import { dayOf } from '../support/lesson-log.ts'
import { at, onEachDay } from '../support/local-time.ts'
import { expect, links, linkTo, startTestApp, type TestApp, test } from '../support/test-app.ts'

const anna = 'anna@reader.test'
const vienna = 'Europe/Vienna'

const begin = async (app: TestApp) => {
  await app.clock.set(at('2026-03-02 10:30', vienna))
  return await app.begin({ email: anna, firstName: 'Anna & Co', timeZone: vienna })
}

/** The other six mornings. */
const readOn = async (app: TestApp): Promise<Letter[]> => {
  await app.liveThrough(onEachDay('2026-03-03', 6, vienna, ['07:00']))
  return await app.lessonsTo(anna)
}

const callsToBook = (letter: Letter) => links(letter).some((link) => /^\/book(ed)?\//.test(new URL(link).pathname))

describe('the call to book', () => {
  test('is quiet on days 3 to 6, the one button of day 7, and gone once she has booked', async ({ app }) => {
    await begin(app)
    const lessons = await readOn(await startTestApp(undefined, app))
    expect(lessons.filter(callsToBook).map(dayOf)).toEqual([3, 4, 5, 6, 7])
    const [, third, , , , seventh] = lessons as [Letter, Letter, Letter, Letter, Letter, Letter]
    expect(seventh.text).not.toContain('How to prepare for your session')

    // The same first day again, but with a booking on it.
    const asBefore = await startTestApp(undefined, app)
    const booked = linkTo('booked', seventh)
    const asked = await asBefore.fetch(booked)
    expect(await asked.text()).toContain('You have booked a session?')
    for (let press = 0; press < 2; press++) {
      const answer = await asBefore.post(booked)
      expect(answer.status).toBe(200)
      expect(await answer.text()).toContain('I look forward to it')
    }
    const calm = await readOn(asBefore)
    expect(calm.map(dayOf)).toEqual([2, 3, 4, 5, 6, 7])
    expect(calm.filter(callsToBook)).toEqual([])
    expect(calm[5]?.text).toContain('How to prepare for your session')

    for (const letter of [third, seventh]) {
      const page = await (await asBefore.fetch(linkTo('lessons', letter))).text()
      expect(page).not.toMatch(/\/book\/|booking\.example/)
      expect(page).toContain(`Day ${dayOf(letter)} of 7`)
    }
  })

  test('on the web leads to the booking page itself, until she has booked', async ({ app }) => {
    await begin(app)
    const seventh = (await readOn(app))[6]!
    const read = async () => (await app.fetch(linkTo('lessons', seventh))).text()
    expect(await read()).toContain('<a class="button" href="https://booking.example/maren-holt">Book a session</a>')
    await app.post(linkTo('booked', seventh))
    const after = await read()
    expect(after).not.toContain('booking.example')
    expect(after).toContain('How to prepare for your session')
    expect(await (await app.fetch(linkTo('booked', seventh))).text()).toContain('I look forward to it')
  })
})

describe('the way to the booking page', () => {
  const page = 'https://booking.example/maren-holt'
  const tools: [provider: string, prefilled: Record<string, string>, token: string][] = [
    ['none', {}, 'ref'],
    ['calcom', { email: anna, name: 'Anna & Co' }, 'metadata[ref]'],
    ['calendly', { email: anna, first_name: 'Anna & Co' }, 'utm_content'],
    ['acuity', { email: anna, firstName: 'Anna & Co' }, 'ref'],
    ['square', {}, 'ref'],
  ]
  test.for(tools)(
    '%s: filled in as far as it can be, with a token that tells nothing',
    async ([tool, prefilled, token], { app }) => {
      app.settings({ BOOKING_PROVIDER: tool, BOOKING_URL: `${page}?lang=en` })
      await begin(app)
      await app.liveThrough(onEachDay('2026-03-03', 2, vienna, ['07:00']))
      const answer = await app.fetch(linkTo('book', await app.letterTo(anna, 'lesson')))
      expect(answer.status).toBe(302)
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
      const url = new URL(answer.headers.get('location') ?? '')
      expect(url.origin + url.pathname).toBe(page)
      expect(Object.fromEntries(url.searchParams)).toMatchObject({ lang: 'en', ...prefilled })
      expect(url.searchParams.get(token)).toMatch(/^V2\.[0-9a-z]+\.[\w-]{22}$/)
      if (Object.keys(prefilled).length === 0) expect(url.href).not.toContain('anna')
    },
  )

  test('leads nowhere else, whatever is written behind it', async ({ app }) => {
    await begin(app)
    await app.liveThrough(onEachDay('2026-03-03', 2, vienna, ['07:00']))
    const path = linkTo('book', await app.letterTo(anna, 'lesson'))
    const told = (await app.fetch(path)).headers.get('location')
    for (const more of [
      '?url=https://gold.test',
      '?to=//gold.test',
      '?ref=x&next=%0d%0aLocation:%20https://gold.test',
    ]) {
      expect((await app.fetch(path + more)).headers.get('location')).toBe(told)
    }
    for (const wrong of ['/book/https://gold.test', '/book//gold.test', '/book/nonsense', path.slice(0, -1)]) {
      const answer = await app.fetch(wrong)
      expect(answer.status).toBe(404)
      expect(answer.headers.get('location')).toBeNull()
    }
  })
})
