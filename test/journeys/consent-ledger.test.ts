import { sql } from 'drizzle-orm'
import { describe } from 'vitest'
import { openDatabase } from '../support/due-readers.ts'
import { at } from '../support/local-time.ts'
import { type LedgerLine, ledgerOf, rows } from '../support/rows.ts'
import { expect, linkTo, oneClickPath, type TestApp, test } from '../support/test-app.ts'

const anna = 'anna@reader.test'
const vienna = 'Europe/Vienna'
const monday = at('2026-03-02 10:30', vienna)

/** Anna, a reader; and what the ledger says of her from here on. */
const begin = async (app: TestApp) => {
  await app.clock.set(monday)
  const lesson = await app.begin({ email: anna, firstName: 'Anna', timeZone: vienna })
  const before = (await ledgerOf(anna)).length
  return { lesson, since: async () => (await ledgerOf(anna)).slice(before) }
}

/** A line with nothing in it but what is named: whoever adds something must say so here. */
const line = (action: string, told: Partial<LedgerLine>): LedgerLine => ({
  action,
  at: expect.any(Number),
  wording_version: null,
  wording: null,
  page: null,
  referrer: null,
  campaign: null,
  network_hash: null,
  detail: null,
  ...told,
})

const wish = async (app: TestApp, lesson: Parameters<typeof linkTo>[1], form: string, fields: Record<string, string>) =>
  expect((await app.post(`${linkTo('preferences', lesson)}${form}`, fields)).status).toBe(303)

describe('signing up and confirmRoutes are two lines', () => {
  const blog = {
    page: '/spring',
    referrer: 'https://blog.test/a?reader=anna#top',
    utm_source: 'card',
    utm_medium: "o'print",
  }

  test('written when she confirms: what she agreed to and when, and the press', async ({ app }) => {
    app.settings({ FROM_NAME: "O'Neill & Søn" })
    await app.clock.set(monday)
    const landing = await (await app.fetch('/')).text()
    await from(app, '203.0.113.7', '/subscribe', { email: anna, consent: 'yes', timeZone: vienna, ...blog })
    const link = linkTo('confirm', await app.letterTo(anna, 'confirm'))
    for (const method of ['GET', 'HEAD']) await app.fetch(link, { method })
    expect(await ledgerOf(anna)).toEqual([])
    await app.clock.advance('PT3H')
    await from(app, '198.51.100.9', link)

    const [signedUp, confirmed, ...more] = await ledgerOf(anna)
    expect(more).toEqual([])
    expect(signedUp).toEqual(
      line('signed_up', {
        at: around(Date.parse(monday)),
        wording_version: '2026-11',
        wording:
          "Yes, please send me the seven lessons and, after them, an occasional letter from O'Neill & Søn. I can stop at any time with one press.",
        page: '/spring',
        referrer: 'https://blog.test/a',
        campaign: { utm_source: 'card', utm_medium: "o'print" },
        network_hash: expect.stringMatching(/^[0-9a-f]{24}$/),
      }),
    )
    const escaped = (signedUp?.wording ?? '').replaceAll('&', '&amp;').replaceAll("'", '&#39;')
    expect(landing).toContain(escaped)
    const later = around(Date.parse(monday) + 3 * 3_600_000)
    expect(confirmed).toEqual(line('confirmed', { at: later, page: '/confirm', network_hash: expect.any(String) }))
    expect(confirmed?.network_hash).not.toBe(signedUp?.network_hash)
  })

  test('and only those: not for another press, six at once, or a reader who signs up again', async ({ app }) => {
    await app.clock.set(monday)
    await app.signUp({ email: anna, timeZone: vienna })
    const link = linkTo('confirm', await app.letterTo(anna, 'confirm'))
    await Promise.all(Array.from({ length: 6 }, () => app.post(link)))
    await app.clock.advance('PT1H')
    await app.post(link)
    await app.signUp({ email: anna, timeZone: 'Asia/Tokyo', utm_source: 'again' })
    await app.quiet()
    expect(await actions()).toEqual(['signed_up', 'confirmed'])
    expect(JSON.stringify(await ledgerOf(anna))).not.toContain('again')
  })

  test('of the sign-up whose link she pressed, not of the latest', async ({ app }) => {
    await app.clock.set(monday)
    await app.signUp({ email: anna, timeZone: vienna, utm_source: 'first' })
    const link = linkTo('confirm', await app.letterTo(anna, 'confirm'))
    await app.clock.advance('PT1H')
    await app.signUp({ email: anna, timeZone: vienna, utm_source: 'second' })
    await app.quiet()
    await app.post(link)
    const [signedUp] = await ledgerOf(anna)
    expect(signedUp).toMatchObject({ at: around(Date.parse(monday)), campaign: { utm_source: 'first' } })
  })

  test('and two more when she comes back, by what she agreed to then; an old link writes none', async ({ app }) => {
    const { lesson, since } = await begin(app)
    const oldLink = linkTo('confirm', await app.letterTo(anna, 'confirm'))
    await app.oneClick(lesson)
    await app.clock.advance('P1D')
    expect((await app.post(oldLink)).status).toBe(410)
    app.settings({ FROM_NAME: 'Maren Holt-Winter' })
    await app.signUp({ email: anna, timeZone: vienna, utm_source: 'comeback' })
    await app.quiet()
    expect((await since()).map(({ action }) => action)).toEqual(['unsubscribed'])
    await app.clock.advance('PT1H')
    await app.confirm(anna)
    await app.confirm(anna)
    const [, signedUp, confirmed, ...more] = await since()
    expect(more).toEqual([])
    expect(signedUp).toMatchObject({
      action: 'signed_up',
      at: around(Date.parse(monday) + 86_400_000),
      wording: expect.stringContaining('from Maren Holt-Winter.'),
      campaign: { utm_source: 'comeback' },
    })
    expect(confirmed).toMatchObject({ action: 'confirmed', at: around(Date.parse(monday) + 25 * 3_600_000) })
  })

  test('of nobody who never confirmed, or too late', async ({ app }) => {
    await app.clock.set(monday)
    await app.signUp({ email: anna, timeZone: vienna })
    const link = linkTo('confirm', await app.letterTo(anna, 'confirm'))
    await app.clock.advance('P30DT1H')
    expect((await app.post(link)).status).toBe(410)
    expect(await rows(sql`select * from consents`)).toEqual([])
  })

  test('with as much of a campaign as a form may hold, and no other field', async ({ app }) => {
    await app.clock.set(monday)
    const names = Array.from('abcdefghij', (letter) => `utm_${letter}`)
    const campaign = Object.fromEntries(names.map((name) => [name, `${name}\r\n${'x'.repeat(200)}`]))
    const page = `/${'p'.repeat(300)}`
    await app.signUp({ email: anna, ...campaign, utm_9: 'no', UTM_A: 'no', xutm_a: 'no', page })
    await app.confirm(anna)
    const [signedUp] = await ledgerOf(anna)
    expect(Object.keys(signedUp?.campaign ?? {})).toEqual(names.slice(0, 8))
    expect(signedUp?.campaign?.utm_a).toBe(`utm_a ${'x'.repeat(143)}`)
    expect(signedUp?.page).toBe(page.slice(0, 200))
  })

  test('with the page alone, when nothing else is known', async ({ app }) => {
    await app.clock.set(monday)
    await app.postJson('/subscribe', { email: anna, consent: true })
    await app.confirm(anna)
    const told = { wording_version: '2026-11', wording: expect.stringContaining('Maren Holt'), page: '/' }
    expect(await ledgerOf(anna)).toEqual([line('signed_up', told), line('confirmed', { page: '/confirm' })])
  })

  const actions = async () => (await ledgerOf(anna)).map(({ action }) => action)
})

describe('every act of a reader is one line', () => {
  test('she leaves: by her mail program or on the page, once, however often she presses', async ({ app }) => {
    const { lesson, since } = await begin(app)
    await app.fetch(linkTo('unsubscribe', lesson))
    await app.fetch(oneClickPath(lesson))
    expect(await since()).toEqual([])
    await app.clock.advance('PT1H')
    const now = Date.parse(await app.clock.now())
    await app.oneClick(lesson)
    const left = [line('unsubscribed', { at: around(now), page: '/unsubscribe' })]
    expect(await since()).toEqual(left)
    await app.clock.advance('PT1H')
    await app.oneClick(lesson)
    await app.post(linkTo('unsubscribe', lesson))
    expect(await since()).toEqual(left)
  })

  test('she pauses and goes on: until when, and from which page', async ({ app }) => {
    const { lesson, since } = await begin(app)
    const now = Date.parse(await app.clock.now())
    await wish(app, lesson, '/pause', { pauseFor: 'P7D' })
    const until = (await since())[0]?.detail?.until
    expect(until).toEqual(around(now + 7 * 86_400_000))
    expect(await rows(sql`select paused_until from subscribers`)).toEqual([{ paused_until: until }])
    const paused = line('paused', { at: around(now), page: '/preferences', detail: { until } })
    await wish(app, lesson, '/pause', { pauseFor: 'P7D' })
    expect(await since()).toEqual([paused])
    await app.clock.advance('P1D')
    for (let press = 0; press < 3; press++) await wish(app, lesson, '/resume', {})
    const wentOn = line('went_on', { at: around(now + 86_400_000), page: '/preferences' })
    expect(await since()).toEqual([paused, wentOn])
    await app.clock.advance('P1D')
    await wish(app, lesson, '/pause', { pauseFor: 'P7D' })
    expect((await since()).map(({ action }) => action)).toEqual(['paused', 'went_on', 'paused'])
  })

  test('she sets her hours: what she set, and never her name', async ({ app }) => {
    const { lesson, since } = await begin(app)
    await wish(app, lesson, '', { firstName: 'Änne', hour: '9', timeZone: 'Asia/Tokyo', weekdaysOnly: 'on' })
    await wish(app, lesson, '/hour', { hour: '18' })
    await wish(app, lesson, '', { firstName: 'Änne', hour: '18', timeZone: vienna })
    await wish(app, lesson, '/weekdays', {})
    const asBefore = { firstName: 'Änne', hour: '18', timeZone: vienna, weekdaysOnly: 'on' }
    for (const form of ['', '/hour', '/weekdays']) await wish(app, lesson, form, asBefore)
    await wish(app, lesson, '', { ...asBefore, firstName: 'Anne' })
    const set = (detail: LedgerLine['detail']) => line('changed_preferences', { page: '/preferences', detail })
    expect(await since()).toEqual([
      set({ timeZone: 'Asia/Tokyo', sendHour: 9, weekdaysOnly: true }),
      set({ timeZone: 'Asia/Tokyo', sendHour: 18, weekdaysOnly: true }),
      set({ timeZone: vienna, sendHour: 18, weekdaysOnly: false }),
      set({ timeZone: vienna, sendHour: 18, weekdaysOnly: true }),
      set({ timeZone: vienna, sendHour: 18, weekdaysOnly: true }), // for the name, of which the line says nothing
    ])
    expect(JSON.stringify(await since())).not.toMatch(/[AÄ]nne/)
  })

  test('what she may not set, looks at, or mistypes is none', async ({ app }) => {
    const { lesson, since } = await begin(app)
    const own = linkTo('preferences', lesson)
    for (const method of ['GET', 'HEAD']) {
      for (const path of [own, linkTo('unsubscribe', lesson), linkTo('lessons', lesson)])
        await app.fetch(path, { method })
    }
    expect((await app.post(`${own}/pause`, { pauseFor: 'P9Y' })).status).toBe(422)
    expect((await app.post(`${own}/hour`, { hour: '24' })).status).toBe(422)
    expect((await app.post(own, { hour: '7', timeZone: 'Mars/Olympus' })).status).toBe(422)
    expect((await app.post(`${own}x/pause`, { pauseFor: 'P7D' })).status).toBe(404)
    const fromElsewhere = { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' }, body: 'pauseFor=P7D' }
    expect((await app.fetch(`${own}/pause`, fromElsewhere)).status).toBe(403)
    expect(await since()).toEqual([])
  })

  test('where from is a keyed hash of her network, and the network itself stands nowhere', async ({ app }) => {
    const { lesson, since } = await begin(app)
    const places: Record<string, string[]> = {
      one: ['203.0.113.7', '::ffff:203.0.113.7', '::FFFF:cb00:7107'],
      neighbour: ['203.0.113.8'],
      household: ['2001:db8:1:2::5', '2001:db8:1:2:a::6', '2001:0DB8:0001:0002:0000:0000:0000:0005'],
      other: ['2001:db8:1:3::5'],
      far: ['2001:db8:9::5', '2001:db8:9:0:1::5'],
    }
    const networks = Object.values(places).flat()
    for (const [i, network] of networks.entries()) await setHour(network, 8 + i)
    const hashes = (await since()).map((one) => one.network_hash)
    expect(hashes).toHaveLength(networks.length)
    const [first] = hashes
    for (const [place, some] of Object.entries(places)) {
      const [hash, ...others] = new Set(some.map((one) => hashes[networks.indexOf(one)]))
      expect(hash, place).toMatch(/^[0-9a-f]{24}$/)
      expect(others, place).toEqual([])
    }
    expect(new Set(hashes).size).toBe(Object.keys(places).length)
    expect(JSON.stringify(await rows(sql`select * from consents`))).not.toMatch(/203\.0|cb00|2001:0?db8/i)

    app.settings({
      APP_SECRET: 'another secret, after the practitioner changed it',
      APP_SECRET_PREVIOUS: 'a secret that is good for journeys only',
    })
    await setHour('203.0.113.7', 20)
    expect((await since()).at(-1)?.network_hash).not.toBe(first)

    async function setHour(network: string, hour: number) {
      const answer = await from(app, network, `${linkTo('preferences', lesson)}/hour`, { hour: String(hour) })
      expect(answer.status).toBe(303)
    }
  })
})

describe('the database itself keeps the ledger', () => {
  test.for([
    ['UPDATE', sql`update consents set page = '/forged'`],
    ['DELETE', sql`delete from consents`],
    ['a DELETE of one line', sql`delete from consents where id = (select max(id) from consents)`],
    [
      'an upsert over a line',
      sql`insert into consents select * from consents where true on conflict (id) do update set at = 0`,
    ],
  ] as const)('%s is refused, and nothing is gone', async ([, forgery], { app }) => {
    await begin(app)
    const before = await rows(sql`select * from consents`)
    expect(before.length).toBeGreaterThan(0)
    const refused = await openDatabase()
      .run(forgery)
      .then(
        () => 'it was done',
        (error: Error) => String(error.cause),
      )
    expect(refused).toContain('the consent ledger is append-only')
    expect(await rows(sql`select * from consents`)).toEqual(before)
  })
})

/** Posts a form from a network, as the edge names it. */
const from = (app: TestApp, network: string, path: string, fields: Record<string, string> = {}) =>
  app.fetch(path, { method: 'POST', headers: { 'cf-connecting-ip': network }, body: new URLSearchParams(fields) })

// The clock runs on while we ask.
const around = (moment: number) => expect.closeTo(moment, -5)
