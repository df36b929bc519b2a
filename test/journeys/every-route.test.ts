import { describe, inject, vi } from 'vitest'
import type { Letter } from '../../scripts/resend-emulator/protocol.ts'
import { dayOf } from '../support/lesson-log.ts'
import { at, onEachDay } from '../support/local-time.ts'
import { publicSettings } from '../support/settings.ts'
import { expect, links, linkTo, oneClickPath, type TestApp, test } from '../support/test-app.ts'

const anna = 'anna@reader.test'
const vienna = 'Europe/Vienna'
const march = (time: string) => at(`2026-03-${time}`, vienna)

/** Anna's whole week, from the confirmation to lesson 7. */
const wholeWeek = async (app: TestApp): Promise<Letter[]> => {
  await app.clock.set(march('02 10:30'))
  await app.begin({ email: anna, firstName: 'Anna', timeZone: vienna })
  await app.liveThrough(onEachDay('2026-03-03', 6, vienna, ['07:00']))
  return await app.lettersTo(anna)
}

const tokenPaths = ['confirm', 'never', 'unsubscribe', 'preferences', 'lessons', 'book', 'booked']
const ways = (letters: readonly Letter[]) =>
  tokenPaths.map((path) =>
    linkTo(path, letters.findLast((letter) => links(letter).some((l) => l.includes(`/${path}/`)))!),
  )

describe('a scanner that opens every link of every letter', () => {
  /** Everything of ours in a letter that a program could open, the one-click address included. */
  const targets = (letter: Letter) => {
    const all = [
      ...links(letter),
      ...(letter.headers['List-Unsubscribe'] ? [`http://localhost${oneClickPath(letter)}`] : []),
    ]
    return [
      ...new Set(
        all
          .map((link) => new URL(link))
          .filter(({ host }) => host === 'localhost')
          .map(({ pathname }) => pathname),
      ),
    ]
  }
  const scan = async (app: TestApp, letter: Letter) => {
    for (const method of ['HEAD', 'GET', 'HEAD', 'GET']) {
      await Promise.all(
        targets(letter).map(async (path) => {
          const answer = await app.fetch(path, { method })
          expect(answer.status, path).toBeLessThan(400)
          if (method === 'HEAD') expect(await answer.text()).toBe('')
        }),
      )
    }
  }
  /** All that a reader's pages show. */
  const seen = async (app: TestApp, letter: Letter) =>
    Promise.all(
      ['preferences', 'unsubscribe', 'lessons'].map(async (path) => (await app.fetch(linkTo(path, letter))).text()),
    )

  test('confirms nobody', async ({ app }) => {
    await app.clock.set(march('02 10:30'))
    await app.signUp({ email: anna, timeZone: vienna })
    const letter = await app.letterTo(anna, 'confirm')
    expect(targets(letter).some((path) => path.startsWith('/confirm/'))).toBe(true)
    await scan(app, letter)
    await app.liveThrough([march('03 07:00'), march('04 07:00')])
    expect(await app.lessonsTo(anna)).toEqual([])
    await app.signUp({ email: anna, timeZone: vienna })
    await app.quiet()
    expect((await app.letterTo(anna)).subject).toBe(letter.subject)
    expect(await (await app.confirm(anna)).text()).toContain('Lesson 1 is on its way')
  })

  test('unsubscribes, pauses and books nobody, on any day of the week', async ({ app }) => {
    await app.clock.set(march('02 10:30'))
    await app.begin({ email: anna, firstName: 'Anna', timeZone: vienna })
    for (const morning of onEachDay('2026-03-02', 7, vienna, ['07:00'])) {
      if (morning > march('02 12:00')) await app.liveThrough([morning])
      const letter = await app.letterTo(anna, 'lesson')
      const before = await seen(app, letter)
      await scan(app, letter)
      expect(await seen(app, letter)).toEqual(before)
    }
    const lessons = await app.lessonsTo(anna)
    expect(lessons.map(dayOf)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(lessons[6]?.text).toContain('/book/')
    expect(await (await app.fetch(linkTo('booked', lessons[6]!))).text()).toContain('You have booked a session?')
  })
})

describe('every answer', () => {
  test('bears the headers that keep a browser safe', async ({ app }) => {
    const letters = await wholeWeek(app)
    const pages = [
      '/',
      '/check-inbox',
      '/care',
      '/privacy',
      '/healthz',
      '/nothing',
      '/unsubscribe/nonsense',
      ...ways(letters),
    ]
    for (const path of pages) {
      const { headers } = await app.fetch(path)
      const csp = headers.get('content-security-policy') ?? ''
      expect(csp, path).toContain("default-src 'none'")
      expect(csp, path).toContain("frame-ancestors 'none'")
      expect(csp, path).toContain("form-action 'self'")
      expect(csp, path).not.toContain('unsafe')
      expect(headers.get('strict-transport-security'), path).toMatch(/max-age=\d{8}/)
      expect(headers.get('x-content-type-options'), path).toBe('nosniff')
      expect(headers.get('x-frame-options'), path).toBe('DENY')
      expect(headers.get('referrer-policy'), path).toMatch(/^(no-referrer|strict-origin-when-cross-origin)$/)
    }
  })

  test('holds to its own policy: no style or script within the page', async ({ app }) => {
    const letters = await wholeWeek(app)
    for (const path of [
      '/',
      '/care',
      '/privacy',
      '/check-inbox',
      ...ways(letters).filter((way) => !way.startsWith('/book/')),
    ]) {
      const page = await (await app.fetch(path)).text()
      expect(page, path).not.toMatch(/<style|\sstyle="|<script(?![^>]*\ssrc=)|\son\w+="|javascript:/)
      expect(page, path).not.toMatch(/(src|href)="http:\/\/(?!localhost)/)
    }
  })

  test('behind a token is kept nowhere, indexed nowhere and told to nobody', async ({ app }) => {
    const letters = await wholeWeek(app)
    for (const path of [...ways(letters), '/confirm/nonsense', '/preferences/nonsense', '/lessons/nonsense']) {
      const { headers } = await app.fetch(path)
      expect(headers.get('referrer-policy'), path).toBe('no-referrer')
      expect(headers.get('cache-control'), path).toBe('no-store')
      expect(headers.get('x-robots-tag'), path).toContain('noindex')
    }
    for (const path of ['/', '/care', '/privacy'])
      expect((await app.fetch(path)).headers.get('x-robots-tag')).toBeNull()
  })

  test('to a token of another path is the same as to none', async ({ app }) => {
    const letters = await wholeWeek(app)
    const tokens = ways(letters).map((way) => way.split('/')[2])
    for (const path of tokenPaths) {
      const answers = await Promise.all(
        tokens.filter((_, i) => tokenPaths[i] !== path).map((token) => app.fetch(`/${path}/${token}`)),
      )
      expect(
        answers.map(({ status }) => status),
        path,
      ).toEqual([404, 404, 404, 404, 404, 404])
    }
  })
})

describe('a lesson on the web', () => {
  test('may be shown to anybody: no link on it pauses, stops, books or names her', async ({ app }) => {
    app.settings({ BOOKING_PROVIDER: 'calcom', BOOKING_URL: 'https://booking.example/maren?lang=en&length=60' })
    const lessons = (await wholeWeek(app)).filter(({ tags }) => tags.kind === 'lesson')
    expect(lessons).toHaveLength(7)
    for (const letter of lessons) {
      const page = await (await app.fetch(linkTo('lessons', letter))).text()
      const hrefs = [...page.matchAll(/(?:href|action)="([^"]*)"/g)].map(([, href]) => href ?? '')
      for (const href of hrefs)
        expect(href).not.toMatch(/\/(preferences|unsubscribe|book|booked|confirm|never|lessons)\//)
      expect(page).not.toMatch(/reader\.test|%%/)
      for (const token of ways([...lessons, await app.letterTo(anna, 'confirm')]).map((way) => way.split('/')[2]))
        expect(page).not.toContain(token)
      expect(page).toContain('They are yours alone, so they do not stand on this page.')
      const booking = hrefs.filter((href) => href.includes('booking.example'))
      const calls = dayOf(letter) >= 3 ? ['https://booking.example/maren?lang=en&amp;length=60'] : []
      expect(booking).toEqual(calls)
    }
  })
})

describe('what has not been built', () => {
  const paths = [
    '/letters/spring',
    '/api/docs',
    '/api/openapi.json',
    '/api/v1/subscribers',
    '/preferences',
    '/confirm/',
    '/.env',
    '/index.php',
  ]
  test.for(paths)('%s: 404, a page for a person and problem+json for a program', async (path, { app }) => {
    const page = await app.fetch(path, { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } })
    expect(page.status).toBe(404)
    expect(await page.text()).toContain('There is nothing here')
    const told = await app.fetch(path, { headers: { accept: 'application/json' } })
    expect(told.status).toBe(404)
    expect(told.headers.get('content-type')).toContain('application/problem+json')
    expect(await told.json()).toMatchObject({ status: 404, code: 'not_found', title: expect.any(String) })
  })

  test('another method than a route knows finds nothing either', async ({ app }) => {
    for (const [method, path] of [
      ['POST', '/'],
      ['PUT', '/subscribe'],
      ['GET', '/subscribe'],
      ['DELETE', '/care'],
      ['POST', '/webhooks/bookings'],
    ] as const) {
      expect(
        (await app.fetch(path, { method, ...(method === 'GET' ? {} : { body: '' }) })).status,
        `${method} ${path}`,
      ).toBe(404)
    }
  })

  test('the routes for development are closed outside of it', async ({ app }) => {
    const knock = (base: string) =>
      Promise.all([
        app.fetch(`${base}/dev/clock`),
        app.fetch(`${base}/dev/clock`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: '{"advance":"P1D"}',
        }),
        app.fetch(`${base}/dev/tick`, { method: 'POST' }),
      ])
    expect((await knock('http://localhost')).map(({ status }) => status)).toEqual([200, 200, 200])
    expect((await knock('https://lessons.example')).map(({ status }) => status)).toEqual([404, 404, 404])
    app.settings({ ...publicSettings, DEV_CLOCK: '0', PUBLIC_URL: 'https://lessons.example' })
    expect((await knock('http://localhost')).map(({ status }) => status)).toEqual([404, 404, 404])
    app.settings({ DEV_CLOCK: '1' })
    const refused = await app.fetch('/')
    expect(refused.status).toBe(500)
    expect(await refused.text()).not.toContain('DEV_CLOCK')
  })
})

describe('whoever watches the service', () => {
  const ask = async (app: TestApp): Promise<Record<string, unknown>> => {
    const answer = await app.health()
    return { status: answer.status, ...(await answer.json<object>()) }
  }

  test('hears when the last tick was, what is due, and since when', async ({ app }) => {
    await app.clock.set(march('02 10:30'))
    expect(await ask(app)).toMatchObject({ status: 503, database: true, lastTickAt: null, due: 0 })
    await app.tick()
    await app.begin({ email: anna, timeZone: vienna })
    await app.quiet()
    expect(await ask(app)).toMatchObject({ status: 200, due: 0, oldestDueSeconds: 0, failed: 0 })
    await app.clock.advance('PT6M')
    expect(await ask(app)).toMatchObject({ status: 503, lastTickAt: expect.stringMatching(/^2026-03-02T09:30/) })

    await app.emulator.injectFaults({ do: '500', next: 100, match: { to: anna } })
    await app.liveThrough([march('03 07:00')])
    await app.clock.advance('PT3M')
    const told = await ask(app)
    expect(told).toMatchObject({ status: 200, due: 1 })
    expect(Math.floor(Number(told.oldestDueSeconds) / 60)).toBe(3)
  })

  test('hears when the database is out of reach', async ({ app }) => {
    app.settings({ LIBSQL_URL: `${inject('dbProxyUrl')}/nowhere/` })
    expect(await ask(app)).toMatchObject({ status: 503, database: false })
  })
})

describe('the log', () => {
  test('names no reader, no token and no network, whatever happens', async ({ app }) => {
    const lines: string[] = []
    const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) =>
      vi.spyOn(console, level).mockImplementation((...words) => void lines.push(words.map(String).join(' '))),
    )
    const network = { 'cf-connecting-ip': '198.51.100.77' }
    try {
      const letters = await wholeWeek(app)
      await app.fetch('/subscribe', {
        method: 'POST',
        headers: network,
        body: new URLSearchParams({ email: anna, consent: 'yes' }),
      })
      for (const way of ways(letters)) {
        await app.fetch(way, { headers: network })
        await app.post(way, { firstName: 'Anna', hour: '99' })
        await app.fetch(`${way}x`)
      }
      await app.post('/subscribe', { email: 'anna at reader.test', firstName: 'Anna' })
      await app.sendEvent('bounced', letters[1]!)
      await app.emulator.change({ refuse: ['bea@reader.test'] })
      await app.signUp({ email: 'bea@reader.test' })
      await app.quiet()
      await app.fetch('/subscribe', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: `{"email":"${anna}"`,
      })
      app.settings({ LIBSQL_URL: `${inject('dbProxyUrl')}/nowhere/` })
      expect((await app.signUp({ email: anna })).status).toBe(503)
      expect((await app.fetch(ways(letters)[2]!)).status).toBe(503)
    } finally {
      for (const spy of spies) spy.mockRestore()
    }
    const said = lines.join('\n')
    expect(lines.length).toBeGreaterThan(30)
    expect(said).toContain('"route":"/preferences/:token"')
    for (const secret of [/anna/i, /reader\.test/, /bea@/, /198\.51\.100/, /\.[\w-]{22}\b/])
      expect(said).not.toMatch(secret)
  })
})
