import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe } from 'vitest'
import type { Letter } from '../../scripts/resend-emulator/protocol.ts'
import { CALLER } from '../../src/platform/time-limit.ts'
import { broadcasts } from '../support/broadcasts.ts'
import { countRequests } from '../support/query-plans.ts'
import { rows } from '../support/rows.ts'
import { until } from '../support/test-app/until.ts'
import { expect, links, type TestApp, test } from '../support/test-app.ts'
import { waitAtMost } from '../support/time-limit.ts'

const anna = 'anna@reader.test'
const bea = 'bea@reader.test'
const browser = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1'
const places = ['https://a.example/one?x=1&y=2', 'https://b.example/', 'https://c.example/', 'https://d.example/ü']

const content = {
  subject: 'Four places',
  html: `<p>${places.map((place) => `<a href="${place.replace('&', '&amp;')}">there</a>`).join(' ')} <a href="%%bookUrl%%">Book</a> <a href="mailto:maren@practice.example">Write</a></p>`,
  text: `${places.join('\n\n')}\n\n%%bookUrl%%`,
}

/** A letter with four links and a booking button that has come to Anna and Bea. */
async function letterToBoth(app: TestApp) {
  await app.clock.set('2026-03-02T09:30:00Z')
  for (const email of [anna, bea]) await app.begin({ email, firstName: email.slice(0, 3), timeZone: 'Europe/Vienna' })
  await app.clock.set('2026-03-02T12:00:00Z')
  const id = await broadcasts.draft(content)
  await broadcasts.schedule(id)
  await app.tick()
  return { id, letter: await app.letterTo(anna, 'broadcast'), another: await app.letterTo(bea, 'broadcast') }
}

const goLinks = (letter: Letter) => links(letter).filter((link) => new URL(link).pathname.startsWith('/go/'))

const open = (app: TestApp, link: string, init: RequestInit = {}) =>
  app.fetch(link, { headers: { 'user-agent': browser }, ...init })

type Click = { key: string; human_at: number | null; machine_at: number | null; times: number }
const clicksOf = (email: string) =>
  rows<Click>(sql`
    select k.key, k.human_at, k.machine_at, k.times from link_clicks k join subscribers s on s.id = k.subscriber_id
    where s.email = ${email} order by k.seen_at, k.key`)
const people = async (email: string) => (await clicksOf(email)).filter(({ human_at }) => human_at !== null).length
const machines = async (email: string) => (await clicksOf(email)).filter(({ machine_at }) => machine_at !== null).length

const whenCounted = (email: string, many: (clicks: readonly Click[]) => boolean) =>
  until('The click was not counted.', async () => many(await clicksOf(email)))

describe('a link of a letter to everyone', () => {
  test('leads where the practitioner said, and it is counted once who came', async ({ app }) => {
    const { letter, another } = await letterToBoth(app)
    expect(links(letter).filter((link) => !link.startsWith('http://localhost/'))).toEqual([])
    expect(letter.html).toContain('href="mailto:maren@practice.example"')
    const all = goLinks(letter)
    expect(new Set(all).size).toBe(5)
    await app.clock.advance('PT1H')
    const seen: (string | null)[] = []
    for (const link of all) {
      const answer = await open(app, link)
      expect(answer.status).toBe(302)
      expect(answer.headers.get('cache-control')).toBe('no-store')
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
      expect(answer.headers.get('x-robots-tag')).toContain('noindex')
      seen.push(answer.headers.get('location'))
      await app.clock.advance('PT1M')
    }
    expect(seen.slice(0, 4)).toEqual(places.map((place) => new URL(place).href))
    expect(seen[4]).toMatch(/^https:\/\/booking\.example\/maren-holt\?.*ref=V2\./)
    await whenCounted(anna, (clicks) => clicks.length === 5)
    expect(await people(anna)).toBe(5)
    // The booking button counts for the letter and, as every other, for booking.
    await until('The press was not counted.', async () => (await rows(sql`select 1 from booking_clicks`)).length > 0)

    // Anna again, then Bea, once.
    for (let i = 0; i < 3; i++) await open(app, all[0] ?? '')
    await app.clock.advance('PT1M')
    await open(app, goLinks(another)[0] ?? '')
    await whenCounted(bea, (clicks) => clicks.length === 1)
    expect([await people(anna), await people(bea), await machines(anna), await machines(bea)]).toEqual([5, 1, 0, 0])
  })

  test('leads nowhere else, whatever is written behind it', async ({ app }) => {
    const { id, letter, another } = await letterToBoth(app)
    const [first = ''] = goLinks(letter)
    const { pathname, searchParams } = new URL(first)
    const stored = new Set(places.map((place) => new URL(place).href))
    const [, , token = ''] = pathname.split('/')
    const foreign = new URL(goLinks(another)[0] ?? '').pathname.split('/')[2] ?? ''
    const key = searchParams.get('l') ?? ''
    const anyKey = fc.oneof(fc.string(), fc.constantFrom(key, '', 'book', '%%bookUrl%%', ...places, '//gold.test'))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom('l', 'url', 'to', 'L'), anyKey), { maxLength: 4 }),
        async (query) => {
          const answer = await open(app, `/go/${token}?${new URLSearchParams(query)}`)
          const to = answer.headers.get('location')
          if (to === null)
            expect([404, query.find(([name]) => name === 'l')?.[1] === key]).toEqual([answer.status, false])
          else expect(stored.has(to) || to.startsWith('https://booking.example/maren-holt'), to).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
    // A token for another letter, of another purpose, cut or made up; a key of another letter.
    const other = createHash('sha256').update('https://gold.test/').digest('base64url').slice(0, 10)
    await rows(sql`
      insert into broadcast_links (broadcast_id, key, href) values (1, ${other}, 'https://gold.test/') returning key`)
    const preferences = new URL(links(letter).find((link) => link.includes('/preferences/')) ?? '').pathname.split(
      '/',
    )[2]
    for (const wrong of [
      `/go/${token.slice(0, -1)}?l=${key}`,
      `/go/${preferences}?l=${key}`,
      `/go/${token.replace(token.split('.')[2] ?? '', foreign.split('.')[2] ?? '')}?l=${key}`,
      `/go/${token}?l=${other}`,
      `/go/${token}`,
    ]) {
      const answer = await open(app, wrong)
      expect([answer.status, answer.headers.get('location')], wrong).toEqual([404, null])
      expect(await answer.text()).toContain('This link is not whole')
    }
    expect((await rows(sql`select 1 from broadcast_links where broadcast_id = ${id}`)).length).toBe(5)
  })

  test('leads on after its words have changed, and while the database is away', async ({ app }) => {
    const { id, letter } = await letterToBoth(app)
    const [first = '', second = '', , , book = ''] = goLinks(letter)
    await app.clock.advance('PT1H')
    expect((await open(app, first)).status).toBe(302)
    await whenCounted(anna, (clicks) => clicks.length === 1)
    // Its words are other ones now: what was stored for letters that left stays.
    await rows(sql`update broadcasts set html = '<p></p>', text = '' where id = ${id}`)
    expect((await open(app, second)).headers.get('location')).toBe(places[1])

    waitAtMost(CALLER, 100)
    app.settings({ DEV_CLOCK: '', PUBLIC_URL: 'http://localhost' })
    app.trouble('full')
    expect((await open(app, first)).headers.get('location')).toBe(places[0])
    expect((await open(app, book)).status).toBe(503)
    const unknown = await open(app, goLinks(letter)[2] ?? '')
    expect(unknown.status).toBe(503)
    expect(await unknown.text()).toContain(`href="${new URL(goLinks(letter)[2] ?? '').pathname}?l=`)
    app.trouble()
    app.settings({ DEV_CLOCK: '1' })
    expect((await open(app, book)).status).toBe(302)
    waitAtMost(CALLER, 100)
    app.settings({ DEV_CLOCK: '' })
    app.trouble('full')
    expect((await open(app, book)).headers.get('location')).toBe('https://booking.example/maren-holt')
  })
})

describe('a machine that opens links', () => {
  const machine = async (app: TestApp, link: string, init: RequestInit) => {
    expect((await open(app, link, init)).status).toBe(302)
    await whenCounted(anna, (clicks) => clicks.length > 0)
    const counted = [await people(anna), await machines(anna)]
    await rows(sql`delete from link_clicks`)
    return counted
  }

  test('is told from a person by what it says, and by coming too soon', async ({ app }) => {
    const { letter } = await letterToBoth(app)
    const [link = ''] = goLinks(letter)
    expect(await machine(app, link, {})).toEqual([0, 1]) // in the second that it left
    await app.clock.advance('PT9S')
    expect(await machine(app, link, {})).toEqual([0, 1])
    await app.clock.advance('PT1S')
    expect(await machine(app, link, {})).toEqual([1, 0])
    expect(await machine(app, link, { method: 'HEAD' })).toEqual([0, 1])
    for (const [name, value] of [
      ['user-agent', 'Mozilla/5.0 (compatible; Barracuda Sentinel (EE))'],
      ['user-agent', 'Mozilla/5.0 (compatible; bingbot/2.0)'],
      ['sec-purpose', 'prefetch;prerender'],
    ] as const)
      expect(await machine(app, link, { headers: { 'user-agent': browser, [name]: value } }), value).toEqual([0, 1])
    expect(await machine(app, link, { headers: { 'user-agent': `${browser} CUBOT NOTE 30` } })).toEqual([1, 0])
    // It was delivered an hour later: what comes within seconds of that is a machine's too.
    await app.clock.advance('PT1H')
    await app.sendEvent('delivered', letter)
    expect(await machine(app, link, {})).toEqual([0, 1])
    await app.clock.advance('PT10S')
    expect(await machine(app, link, {})).toEqual([1, 0])
  })

  test('is told by opening three links at once, which judges the earlier ones anew; a person may come after it', async ({
    app,
  }) => {
    const { letter } = await letterToBoth(app)
    const [a = '', b = '', c = '', d = ''] = goLinks(letter)
    const openAll = async (...these: readonly string[]) => {
      for (const link of these) await open(app, link)
      // Counted after the answer, in any order: wait for what the last one wrote.
      await whenCounted(anna, (clicks) => clicks.length >= new Set(these).size)
    }
    await app.clock.advance('PT1H')
    await openAll(a, b)
    await app.clock.advance('PT9S')
    expect([await people(anna), await machines(anna)]).toEqual([2, 0])
    await openAll(c)
    await whenCounted(anna, (clicks) => clicks.length === 3)
    await until('They were not judged anew.', async () => (await machines(anna)) === 3)
    expect(await people(anna)).toBe(0)
    await app.clock.advance('PT1H')
    await open(app, a)
    await until('A person was not counted after a machine.', async () => (await people(anna)) === 1)
    // Two within ten seconds, and a third later, are a person's.
    await app.clock.advance('PT1H')
    await rows(sql`delete from link_clicks`)
    await openAll(a, b)
    await app.clock.advance('PT10S')
    await openAll(d)
    await whenCounted(anna, (clicks) => clicks.length === 3)
    expect([await people(anna), await machines(anna)]).toEqual([3, 0])
  })

  test('with one token and a script adds no rows, and after a while writes nothing', async ({ app }) => {
    const { letter } = await letterToBoth(app)
    const all = goLinks(letter)
    await app.clock.advance('PT1H')
    for (const link of all) await open(app, link)
    await whenCounted(anna, (clicks) => clicks.length === 5)
    await rows(sql`update link_clicks set times = 49`)
    for (let i = 0; i < 3; i++) {
      await app.clock.advance('PT1M')
      for (const link of [...all, all[0] ?? '']) await open(app, `${link}&x=${i}`)
    }
    await app.clock.advance('PT1M')
    await whenCounted(anna, (clicks) => clicks.every(({ times }) => times === 50))
    const before = await clicksOf(anna)
    const trips = countRequests()
    for (const link of all) await open(app, link, { method: 'HEAD' })
    await until('They were not looked at.', async () => trips.database >= 5)
    expect(await clicksOf(anna)).toEqual(before)
  })
})
