import { env } from 'cloudflare:workers'
import { sql } from 'drizzle-orm'
import { describe } from 'vitest'
import { type Db, isDatabaseAway, isStatementRefused, openDb } from '../../src/platform/db.ts'
import { CALLER } from '../../src/platform/time-limit.ts'
import { openDatabase } from '../support/due-readers.ts'
import { expect, linkTo, startTestApp, test } from '../support/test-app.ts'
import { waitAtMost } from '../support/time-limit.ts'

const anna = 'anna@reader.test'

const verdict = (error: unknown) =>
  isDatabaseAway(error) ? 'away' : isStatementRefused(error) ? 'refused' : `neither: ${String(error)}`

/** What a statement by itself comes to, and the same one as the second of a batch. */
const verdicts = async (db: Db, statement: string) =>
  await Promise.all([
    db.run(sql.raw(statement)).then(() => 'done', verdict),
    db.batch([db.run(sql`select 1`), db.run(sql.raw(statement))]).then(() => 'done', verdict),
  ])

describe('what the database says', () => {
  test('against a statement or its data is told apart from its being away', async () => {
    await startTestApp()
    const db = openDatabase()
    for (const statement of [
      'insert into outbox (id, last_tick_at) values (2, 0)',
      "insert into subscribers (id, email) values ('x', 'y')",
      'insert into nowhere values (1)',
      'select zeroblob(2000000000)',
      'select is not sql',
    ]) {
      expect([statement, ...(await verdicts(db, statement))]).toEqual([statement, 'refused', 'refused'])
    }
    for (const url of ['http://127.0.0.1:9/', `${String(Reflect.get(env, 'LIBSQL_URL'))}no-such-path/`]) {
      expect([url, ...(await verdicts(openDb({ LIBSQL_URL: url }), 'select 1'))]).toEqual([url, 'away', 'away'])
    }
  })
})

describe('a person at a page whose database', () => {
  test('is away gets her form back as she typed it, and is asked to try again', async ({ app }) => {
    waitAtMost(CALLER, 100)
    app.trouble('full')
    const page = await app.signUp({ email: anna, firstName: 'Anna & Bo', utm_source: 'spring' })
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '5'])
    const words = await page.text()
    expect(words).toContain('Please try again in a moment')
    for (const typed of [`value="${anna}"`, 'value="Anna &amp; Bo"', 'name="utm_source" value="spring"']) {
      expect(words).toContain(typed)
    }
    expect(words).not.toContain('checked')
  })

  test('is away is told so as problem+json where a program asks', async ({ app }) => {
    waitAtMost(CALLER, 100)
    app.trouble('full')
    const told = await app.postJson('/subscribe', { email: anna, consent: 'yes' })
    expect([told.status, told.headers.get('retry-after')]).toEqual([503, '5'])
    expect(told.headers.get('content-type')).toContain('application/problem+json')
    expect(await told.json()).toMatchObject({
      status: 503,
      code: 'try_again',
      title: expect.stringContaining('try again'),
    })
  })

  test('is away finds the way back to her own page', async ({ app }) => {
    const lesson = await app.begin({ email: anna })
    const [preferences, confirm] = [
      linkTo('preferences', lesson),
      linkTo('confirm', await app.letterTo(anna, 'confirm')),
    ]
    waitAtMost(CALLER, 100)
    app.trouble('full')
    for (const [path, way] of [
      [preferences, preferences],
      [`${preferences}/pause`, preferences],
      [confirm, confirm],
    ] as const) {
      const page = await app.post(path, { pauseFor: 'P7D' })
      expect([page.status, page.headers.get('retry-after')]).toEqual([503, '5'])
      expect(await page.text()).toContain(`<a class="button" href="${way}">Try again</a>`)
    }
  })

  test('says nothing waits seconds, not half a minute', async ({ app }) => {
    expect([CALLER.answerMs, CALLER.totalMs]).toEqual([7000, 7000])
    const lesson = await app.begin({ email: anna })
    waitAtMost(CALLER, 300)
    app.trouble('no-writes')
    const page = await app.post(`${linkTo('preferences', lesson)}/pause`, { pauseFor: 'P7D' })
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '5'])
  })

  test('thinks long about each question waits for all of them together no longer', async ({ app }) => {
    const lesson = await app.begin({ email: anna })
    const pause = async () => (await app.post(`${linkTo('preferences', lesson)}/pause`, { pauseFor: 'P7D' })).status
    app.trouble('slow') // each answer is there in time, and all together are not
    expect(await pause()).toBe(303)
    waitAtMost(CALLER, 500)
    expect(await pause()).toBe(503)
  })
})

describe('an answer that was lost on its way', () => {
  test('of a sign-up: she asks again, and has one row and one letter', async ({ app }) => {
    app.trouble('lost')
    expect((await app.signUp({ email: anna })).status).toBe(503)
    expect((await app.signUp({ email: anna })).status).toBe(503)
    app.trouble()
    expect((await app.signUp({ email: anna })).status).toBe(303)
    await app.clock.advance('PT3M')
    await app.tick()
    expect((await app.lettersTo(anna)).map(({ tags }) => tags.kind)).toEqual(['confirm'])
    expect(await openDatabase().all(sql`select email from subscribers`)).toEqual([{ email: anna }])
  })

  test('of a confirmation: she presses again, is a reader once and has lesson 1 once', async ({ app }) => {
    await app.signUp({ email: anna })
    const path = linkTo('confirm', await app.letterTo(anna, 'confirm'))
    app.trouble('lost')
    expect((await app.post(path)).status).toBe(503)
    app.trouble()
    expect((await app.post(path)).status).toBe(200)
    await app.clock.advance('PT3M')
    await app.tick()
    expect(await app.lessonsTo(anna)).toHaveLength(1)
    expect(await openDatabase().all(sql`select count(*) as "is" from consents where action = 'confirmed'`)).toEqual([
      { is: 1 },
    ])
    expect(await openDatabase().all(sql`select count(*) as "is" from enrolments`)).toEqual([{ is: 1 }])
  })

  test('of a wish of hers: she asks again, and it is so', async ({ app }) => {
    const preferences = linkTo('preferences', await app.begin({ email: anna, timeZone: 'Europe/Vienna' }))
    const wish = { hour: '9', timeZone: 'Europe/Vienna', firstName: 'Anna' }
    app.trouble('lost')
    expect((await app.post(preferences, wish)).status).toBe(503)
    app.trouble()
    expect((await app.post(preferences, wish)).status).toBeLessThan(400)
    expect(await openDatabase().all(sql`select send_hour as hour from subscribers`)).toEqual([{ hour: 9 }])
    const [lesson] = await openDatabase().all(
      sql`select count(*) as "is" from enrolments where next_due_at is not null`,
    )
    expect(lesson).toEqual({ is: 1 })
  })

  test('of an event: the queue brings it again, and it is kept once', async ({ app }) => {
    const lesson = await app.begin({ email: anna })
    app.trouble('lost')
    expect((await app.queueEvent('delivered', lesson, { id: 'msg_once' })).status).toBe(200)
    for (const delay of [5, 10, 20]) expect(await app.deliverEvents()).toEqual([delay])
    app.trouble()
    expect(await app.deliverEvents()).toEqual([])
    expect(await openDatabase().all(sql`select count(*) as "is" from provider_events`)).toEqual([{ is: 1 }])
  })
})
