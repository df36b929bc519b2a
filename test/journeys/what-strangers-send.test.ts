import { env } from 'cloudflare:workers'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe } from 'vitest'
import { webhookEvent } from '../../scripts/resend-emulator/webhook-event.ts'
import { sign } from '../../scripts/support/svix.ts'
import { type AppWithDueReaders, appWithDueReaders, openDatabase, readerOf } from '../support/due-readers.ts'
import { publicSettings } from '../support/settings.ts'
import { expect, linkTo, type TestApp, test } from '../support/test-app.ts'

const anna = 'anna@reader.test'
const HALF = '\ud83c'
const INHERITED = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf']

const rows = <Row>(query: ReturnType<typeof sql>) => openDatabase().all<Row>(query)

describe('text that is no text', () => {
  const odd = ['\ud83c', 'a\udf05b', 'a\0b', 'a\uffff\ufdd0b', `${'🌅'.repeat(5000)}`, '\u202e', '\r\n\t']

  test('in any field of a sign-up is answered, never with a failure, in JSON as in the form', async ({ app }) => {
    for (const text of odd) {
      for (const field of ['email', 'firstName', 'timeZone', 'page', 'referrer', 'utm_source', 'website']) {
        const fields = { email: anna, consent: 'yes', [field]: field === 'email' ? `${text}@reader.test` : text }
        const answers = [await app.postJson('/subscribe', fields), await app.post('/subscribe', fields)]
        for (const { status } of answers) expect([202, 303, 422], `${field} ${JSON.stringify(text)}`).toContain(status)
      }
    }
  })

  test('is kept whole where it is kept: nothing is cut through a character', async ({ app }) => {
    const sunrise = (units: number) => `${'a'.repeat(units - 1)}🌅`
    const fields = {
      email: anna,
      consent: 'yes',
      page: sunrise(200),
      referrer: `https://x.test/${sunrise(485)}`,
      utm_source: sunrise(150),
    }
    expect((await app.postJson('/subscribe', { ...fields, firstName: `Anna${HALF}` })).status).toBe(202)
    const [kept] = await rows<Record<string, string>>(
      sql`select page, referrer, campaign, first_name as name from sign_ups`,
    )
    expect(kept).toMatchObject({ page: 'a'.repeat(199), name: 'Anna\ufffd' })
    expect(kept?.referrer?.isWellFormed() && kept.referrer.length).toBe(499)
    expect(JSON.parse(kept?.campaign ?? '')).toEqual({ utm_source: 'a'.repeat(149) })
  })

  test('among the wishes of a reader is answered too', async () => {
    const app = await appWithDueReaders(1)
    const path = linkTo('preferences', app.firstLesson)
    for (const text of odd) {
      for (const field of ['firstName', 'timeZone', 'hour', 'pauseFor']) {
        for (const form of ['', '/hour', '/pause']) {
          const { status } = await app.post(`${path}${form}`, { hour: '8', [field]: text })
          expect([303, 422, 429], `${field} ${JSON.stringify(text)}`).toContain(status)
        }
      }
    }
  })

  test('in the cookie of her visit or in the address of a page shows a page', async ({ app }) => {
    for (const visit of [
      { email: `${HALF}@reader.test` },
      { email: anna, firstName: HALF, utm_source: HALF, constructor: 'x' },
      { email: 'anna@constructor' },
      { email: 7 },
      [],
      'null',
    ]) {
      const cookie = `visit=${encodeURIComponent(JSON.stringify(visit))}`
      expect((await app.fetch('/check-inbox', { headers: { cookie } })).status, cookie).toBe(200)
    }
    for (const path of ['/?utm_source=%ED%A0%80', '/?utm_source=%00', '/check-inbox?%F0%9F', '/?utm_term=%']) {
      expect((await app.fetch(path)).status, path).toBe(200)
    }
    expect((await app.fetch('/confirm/%ED%A0%80')).status).toBe(404)
  })
})

describe('names that every object inherits', () => {
  test('are no fields, no campaign, no notice of what was saved, and no path', async ({ app }) => {
    await app.begin({ email: anna, timeZone: 'Europe/Vienna' })
    const preferences = linkTo('preferences', await app.letterTo(anna, 'lesson'))
    const plain = await (await app.fetch(preferences)).text()
    for (const name of INHERITED) {
      const body = `{"email":"b@reader.test","consent":"yes","${name}":{"email":"c@reader.test"}}`
      const headers = { origin: 'http://localhost', 'content-type': 'application/json' }
      expect((await app.fetch('/subscribe', { method: 'POST', headers, body })).status).toBe(202)
      expect((await app.post('/subscribe', { [name]: 'x', email: 'd@reader.test', consent: 'yes' })).status).toBe(303)
      expect(await (await app.fetch(`${preferences}?done=${name}`)).text()).toBe(plain)
      expect((await app.fetch(`/?${name}=x&utm_${name}=y`)).status).toBe(200)
      for (const purpose of ['lessons', 'confirm', 'preferences', 'book']) {
        expect((await app.fetch(`/${purpose}/${name}`)).status).toBe(404)
      }
      expect((await app.fetch(`/${name}`)).status).toBe(404)
    }
    expect(await rows(sql`select email from subscribers where email like 'c@%'`)).toEqual([])
  })

  test('as a time zone, a template, a course or a cause in the database fail alone', async () => {
    const app = await appWithDueReaders(5)
    await rows(sql`update subscribers set time_zone = 'constructor' where email = ${readerOf(1)}`)
    await rows(
      sql`update enrolments set course = '__proto__' where subscriber_id in (select id from subscribers where email = ${readerOf(2)})`,
    )
    await rows(sql`
      insert into deliveries (dedupe_key, kind, template, source_kind, source_id, part, subscriber_id, due_at, created_at)
      select 'enrolment/1/lesson/9' || value, 'lesson', value || '/1', 'enrolment', 1, 9, (select id from subscribers where email = ${readerOf(3)}), 0, 0
      from json_each(${JSON.stringify(INHERITED)})`)
    await rows(
      sql`insert into operators (id, email, source, added_at) values (1, 'maren@holt-practice.example', 'settings', 0)`,
    )
    await rows(sql`
      insert into alerts (cause, day, number, raised_at) select value, 'x', 1, 0 from json_each(${JSON.stringify(INHERITED)})`)
    await rows(sql`
      insert into deliveries (dedupe_key, kind, template, source_kind, source_id, operator_id, due_at, created_at)
      select 'alert/' || cause || '/x/0', 'digest', 'alert', 'alert', id, 1, 0, 0 from alerts where day = 'x'`)
    await app.tick()
    await app.clock.advance('PT5M')
    await app.tick()
    const came = (await app.emulator.letters())
      .filter(({ tags }) => tags.delivery?.endsWith('lesson_2'))
      .flatMap(({ to }) => to)
    expect(came.sort()).toEqual([0, 1, 3, 4].map(readerOf))
  })
})

describe('consent', () => {
  const json = (app: TestApp, consent: unknown) => app.postJson('/subscribe', { email: anna, consent })

  test.each([
    [0],
    [false],
    [null],
    [{}],
    [[]],
    [['yes']],
    [''],
    [' '],
    ['0'],
    ['no'],
    ['No'],
    [' FALSE '],
    ['off'],
    ['null'],
    [undefined],
  ])('%j is none: 422 at the field, and nothing is sent', async (consent) => {
    const app = await appWithDueReaders(1)
    const answer = await json(app, consent)
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({
      code: 'bad_input',
      errors: { consent: expect.stringContaining('tick this box') },
    })
    if (typeof consent === 'string') {
      expect((await app.post('/subscribe', { email: anna, consent })).status).toBe(422)
    }
    await app.tick()
    expect(await app.lettersTo(anna)).toEqual([])
  })

  test.each([[true], [1], ['1'], ['yes'], ['on'], ['true'], ['Yes, please'], ['ja']])('%j is one', async (consent) => {
    const app = await appWithDueReaders(1)
    expect((await json(app, consent)).status).toBe(202)
    if (typeof consent === 'string') {
      expect((await app.post('/subscribe', { email: 'bea@reader.test', consent })).status).toBe(303)
    }
    await app.letterTo(anna, 'confirm')
  })

  test.each([[{ email: 7 }], [{ email: [anna] }], [{ email: { is: anna } }], [{ email: true }]])(
    'a program that sends %j for an address is told so at the field',
    async (fields) => {
      const app = await appWithDueReaders(1)
      const answer = await app.postJson('/subscribe', { consent: true, ...fields })
      expect([answer.status, await answer.json()]).toMatchObject([422, { errors: { email: expect.any(String) } }])
    },
  )
})

describe('an event that is signed', () => {
  const send = async (app: TestApp, body: string, { id = `msg_${crypto.randomUUID()}`, head = {} } = {}) => {
    const secret = String(Reflect.get(env, 'RESEND_WEBHOOK_SECRET'))
    const headers = { ...(await sign({ secret, id, at: new Date(), body })), ...head }
    const answer = await app.fetch('/webhooks/resend', { method: 'POST', headers, body })
    await app.deliverEvents()
    return answer
  }
  const told = async (app: AppWithDueReaders, more: object) => ({
    ...webhookEvent('delivered', await app.letterTo(readerOf(0)), '2026-03-03T06:00:10Z'),
    ...more,
  })
  const faults = () =>
    rows<{ subject: string; problem: string; times: number }>(
      sql`select subject, problem, times from faults where code = 'event'`,
    )

  test.each<[string, (app: AppWithDueReaders) => Promise<string>, string | null]>([
    ['is no JSON', async () => 'hello', 'no_type'],
    ['is empty', async () => '', 'no_type'],
    ['is a list', async () => '[]', 'no_type'],
    [
      'has a type that is none',
      async (app) => JSON.stringify(await told(app, { type: { is: 'email.sent' } })),
      'no_type',
    ],
    ['has no data', async (app) => JSON.stringify(await told(app, { data: 'none' })), 'no_data'],
    [
      'has half a character for a tag',
      async () => '{"type":"email.bounced","data":{"tags":{"delivery":"\\ud800"}}}',
      'no_such_delivery',
    ],
    [
      'has tags that are junk',
      async () => '{"type":"email.bounced","data":{"tags":[[1],{"name":7}]}}',
      'unreadable_tags',
    ],
    [
      'names no delivery',
      async () => '{"type":"email.complained","data":{"tags":{"delivery":"constructor_x"}}}',
      'no_such_delivery',
    ],
    [
      'has huge numbers',
      async () => '{"type":"email.bounced","created_at":1e400,"data":{"email_id":1e999,"tags":{"delivery":9e99}}}',
      'unreadable_tags',
    ],
    ['is of a type that objects inherit', async () => '{"type":"constructor","data":{"tags":{"delivery":"x"}}}', null],
    [
      'holds NUL and half characters in all its words',
      async () => '{"type":"email.\\u0000\\ud83c","created_at":"\\udfff","data":{"email_id":"\\u0000"}}',
      null,
    ],
  ])('and %s is answered kindly, kept once, and counted when it is of use to us', async (_, make, problem) => {
    const app = await appWithDueReaders(1)
    await app.tick()
    const body = await make(app)
    const id = `msg_${crypto.randomUUID()}`
    for (const _ of ['once', 'again']) expect((await send(app, body, { id })).status).toBe(200)
    expect(await rows(sql`select svix_id as id, body from provider_events`)).toEqual([{ id, body }])
    expect((await faults()).map(({ subject, problem }) => [subject, problem])).toEqual(problem ? [[id, problem]] : [])
    await app.clock.set('2026-03-04T06:00:00Z')
    expect(await app.tick()).toMatchObject({ sent: 1 })
  })

  test.each(['+099999-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '1970-01-01T00:00:00Z', '-271821-04-20T00:00:00Z'])(
    'and says that it was at %s is counted, and its moment is not: the next lesson comes',
    async (created_at) => {
      const app = await appWithDueReaders(1)
      await app.tick()
      expect((await send(app, JSON.stringify(await told(app, { created_at })))).status).toBe(200)
      const [row] = await rows<{ status: string; at: number }>(
        sql`select status, delivered_at as at from deliveries where dedupe_key like '%/lesson/2'`,
      )
      expect(row?.status).toBe('delivered')
      expect(Math.abs((row?.at ?? 0) - Date.parse('2026-03-03T06:00:00Z'))).toBeLessThan(60_000)
      await app.clock.set('2026-03-04T06:00:00Z')
      expect(await app.tick()).toMatchObject({ sent: 1 })
    },
  )

  test('whatever it holds, it is answered with 200', async () => {
    const app = await appWithDueReaders(1)
    await app.tick()
    const letter = await app.letterTo(readerOf(0))
    const word = fc.oneof(
      fc.constantFrom(...INHERITED, '\ud800', '\0', 'email.bounced', letter.tags.delivery ?? '', '9'.repeat(400)),
      fc.string({ unit: 'binary' }),
    )
    const any = fc.anything({ key: word, values: [word, fc.double(), fc.boolean(), fc.constant(null)], maxDepth: 2 })
    const one = fc.record(
      {
        type: fc.oneof(fc.constantFrom('email.bounced', 'email.delivered', 'email.failed', 'email.complained'), any),
        created_at: any,
        data: fc.oneof(
          fc.record({ tags: any, email_id: any, bounce: any, failed: any, suppressed: any }, { requiredKeys: [] }),
          any,
        ),
      },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(fc.oneof(one, any), async (event) => {
        const body = JSON.stringify(event) ?? ''
        expect([body, (await send(app, body)).status]).toEqual([body, 200])
      }),
      { numRuns: 120, seed: 6, endOnFailure: true },
    )
  })

  test('is turned away when it is larger than any event, before its signature is looked at, however it says how long it is', async () => {
    const app = await appWithDueReaders(1)
    const body = (size: number) => `{"type":"email.sent","pad":"${'x'.repeat(size)}"}`
    expect((await send(app, body(200 * 1024))).status).toBe(200)
    expect((await send(app, body(256 * 1024))).status).toBe(413)
    const unsigned = (size: number) => app.fetch('/webhooks/resend', { method: 'POST', body: stream(size) })
    expect((await unsigned(300 * 1024)).status).toBe(413)
    expect((await unsigned(1024)).status).toBe(403)
    const form = (size: number) =>
      app.fetch('/subscribe', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: stream(size),
      })
    expect((await form(70 * 1024)).status).toBe(413)
    expect((await form(60 * 1024)).status).toBe(422)
  })

  // A body that does not say how long it is.
  function stream(size: number): ReadableStream<Uint8Array> {
    let left = size
    return new ReadableStream({
      pull(controller) {
        const piece = Math.min(left, 16 * 1024)
        left -= piece
        if (piece > 0) controller.enqueue(new Uint8Array(piece).fill(120))
        else controller.close()
      },
    })
  }
})

describe('the headers', () => {
  test('of the first page keep what is hers to her, also where she came from', async ({ app }) => {
    const referer = 'https://search.test/find?q=my+illness#top'
    const answer = await app.fetch('/?utm_source=spring', { headers: { referer } })
    expect(answer.headers.get('cache-control')).toBe('private, no-cache')
    const page = await answer.text()
    expect(page).toContain('value="https://search.test/find"')
    expect(page).toContain('value="spring"')
    expect(page).not.toContain('illness')
  })

  test('say of every answer whether it may be kept', async () => {
    const app = await appWithDueReaders(1)
    const kept = async (path: string, init?: RequestInit) => (await app.fetch(path, init)).headers.get('cache-control')
    for (const path of ['/care', '/privacy']) expect(await kept(path)).toBe('public, max-age=300')
    for (const path of ['/check-inbox', '/nothing', '/healthz', '/dev/clock', linkTo('preferences', app.firstLesson)]) {
      expect(await kept(path), path).toBe('no-store')
    }
    const body = new URLSearchParams({ email: anna, consent: 'yes' })
    expect(await kept('/subscribe', { method: 'POST', body })).toBe('no-store')
    expect(await kept('/webhooks/resend', { method: 'POST', body: '{}' })).toBe('no-store')
  })

  test('bind no other host of the domain to https unless it is set', async ({ app }) => {
    const strict = async () => (await app.fetch('/')).headers.get('strict-transport-security')
    expect(await strict()).toBe('max-age=63072000')
    app.settings({ HSTS_SUBDOMAINS: '1' })
    expect(await strict()).toBe('max-age=63072000; includeSubDomains')
    app.settings({ HSTS_SUBDOMAINS: '' })
  })

  test('of a practice with a name of other letters stand in every lesson', async () => {
    const app = await appWithDueReaders(1)
    app.settings({ FROM_NAME: 'Åsa Öberg, "Hände"'.replaceAll('"', '') })
    await app.tick()
    const letter = await app.letterTo(readerOf(0), 'lesson')
    expect(letter.from).toBe('"Åsa Öberg, Hände" <maren@holt-practice.example>')
    expect(letter.headers['List-Id']).toMatch(/^=\?UTF-8\?B\?[\w+/=]+\?= <letters\.localhost>$/)
  })
})

test('a service on a public host with example secrets stays closed, and tells no visitor why', async ({ app }) => {
  app.settings({ DEV_CLOCK: '', PUBLIC_URL: 'https://galea.example' })
  const closed = await app.fetch('/')
  expect(closed.status).toBe(500)
  expect(await closed.text()).not.toMatch(/SECRET|secret/)
  app.settings(publicSettings)
  expect((await app.fetch('/')).status).toBe(200)
})
