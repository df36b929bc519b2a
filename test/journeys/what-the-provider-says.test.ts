import { sql } from 'drizzle-orm'
import { describe } from 'vitest'
import {
  type AppWithDueReaders,
  appWithDueReaders,
  expectEveryoneOnce,
  failForADay,
  healthOf,
  lettersToReaders,
  openDatabase,
  readerOf,
} from '../support/due-readers.ts'
import { interceptFetch, sendsLetters } from '../support/intercept-fetch.ts'
import { until } from '../support/test-app/until.ts'
import { expect, type TestApp, test } from '../support/test-app.ts'
import { crash, openWorkerSteps } from '../support/worker-steps.ts'

const MAREN = 'maren@holt-practice.example'

type Item = Record<string, unknown>

/** Lets the provider's list be what this makes of it. */
const bendList = (intercept: (list: { data: Item[]; has_more: boolean }) => unknown) =>
  interceptFetch(async (request, go) => {
    const answer = await go()
    if (request.method !== 'GET' || !new URL(request.url).pathname.endsWith('/emails') || !answer.ok) return answer
    return Response.json(intercept(await answer.json()))
  })

/** Lets the provider answer letters that it took with this. */
const bendAnswer = (intercept: (answer: unknown) => unknown, how: ResponseInit = {}) =>
  interceptFetch(async (request, go) => {
    const answer = await go()
    if (!sendsLetters(request)) return answer
    const made = intercept(await answer.json())
    return new Response(typeof made === 'string' ? made : JSON.stringify(made), how)
  })

/** Three readers were sent lesson 2, and the database has never heard of it: it was restored from before. */
async function restored(): Promise<AppWithDueReaders> {
  const app = await appWithDueReaders(3)
  await app.tick()
  await expectEveryoneOnce(app, 3)
  await openDatabase().run(sql`delete from deliveries where dedupe_key like '%/lesson/2'`)
  await openDatabase().run(sql`delete from batches`)
  await openDatabase().run(
    sql`update enrolments set next_lesson = 2, next_due_at = ${Date.parse('2026-03-03T06:00:00Z')}`,
  )
  await app.clock.advance('PT5H')
  return app
}

const faults = () =>
  openDatabase().all<{ code: string; subject: string; problem: string }>(
    sql`select code, subject, problem from faults order by code, subject`,
  )

async function liveOn(app: TestApp, pauses: readonly string[]) {
  for (const pause of pauses) {
    await app.clock.advance(pause)
    await app.tick()
  }
}

describe('the list of what the provider accepted, after a gap', () => {
  test.each<[string, (item: Item) => Item | unknown]>([
    ['lack their moment', ({ created_at: _, ...item }) => item],
    ['have a moment that is none', (item) => ({ ...item, created_at: 17 })],
    ['lack the addressee', ({ to: _, ...item }) => item],
    ['name the addressee without a list', ({ to, ...item }) => ({ ...item, to: (to as string[])[0] })],
    ['bear an event named as what every object inherits', (item) => ({ ...item, last_event: 'constructor' })],
    ['bear an event that is no word', (item) => ({ ...item, last_event: { is: 'sent' } })],
  ])(
    'whose items %s is used all the same: nobody gets a letter twice, and the course goes on',
    async (_, intercept) => {
      const app = await restored()
      bendList(({ data, ...list }) => ({ ...list, data: data.map(intercept) }))
      expect(await app.tick()).toEqual({ planned: 0, sent: 0, retried: 0, failed: 0 })
      await app.clock.set('2026-03-04T06:00:00Z')
      expect(await app.tick()).toMatchObject({ sent: 3 })
      expect(await lettersToReaders(app)).toHaveLength(6)
      expect(await faults()).toEqual([])
    },
  )

  test.each<[string, (data: Item[]) => unknown]>([
    ['one item without an id', (data) => data.map(({ id, ...item }, i) => (i === 1 ? item : { id, ...item }))],
    ['one item that is null', (data) => data.map((item, i) => (i === 1 ? null : item))],
    ['no list', () => 'none'],
    ['nothing at all', () => undefined],
  ])('with %s: what it holds is used, the rest waits for six hours and is counted', async (_, intercept) => {
    const app = await restored()
    bendList(({ data, ...list }) => ({ ...list, data: intercept(data) }))
    await liveOn(app, ['PT1M', 'PT1H', 'PT2H', 'PT2H'])
    expect(await lettersToReaders(app)).toHaveLength(3)
    expect(await faults()).toEqual([expect.objectContaining({ code: 'provider_item', problem: 'unreadable' })])
    await liveOn(app, ['PT1H', 'PT5M'])
    expect(await stillAsks()).toBe(false)
    for (let hour = 0; hour < 20; hour += 2) await liveOn(app, ['PT2H'])
    const { length } = await lettersToReaders(app)
    expect(length).toBeGreaterThan(3) // the course goes on
  })

  test('that does not come holds everything for as long as it does not come, and the practitioner hears of it', async () => {
    const app = await restored()
    const restore = interceptFetch(async (request, go) =>
      request.method === 'GET' && request.url.endsWith('/emails?limit=100')
        ? new Response('null', { status: 500 })
        : go(),
    )
    await liveOn(app, ['PT1M', 'PT1H', 'PT3H', 'PT3H', 'PT3H'])
    expect(await lettersToReaders(app)).toHaveLength(3)
    restore()
    await liveOn(app, ['PT1M'])
    await app.clock.set('2026-03-04T06:00:00Z')
    expect(await app.tick()).toMatchObject({ sent: 3 })
    expect(await lettersToReaders(app)).toHaveLength(6)
  })
})

const stillAsks = async () => {
  const [row] = await openDatabase().all<{ since: number | null }>(sql`select catch_up_since as since from outbox`)
  return row?.since != null
}

describe('what the provider says of letters that it took', () => {
  test.each<[string, (answer: { data: Item[] }) => unknown]>([
    ['nothing', () => null],
    ['a word', () => '"ok"'],
    ['ids that are no words', ({ data }) => ({ data: data.map((_, i) => ({ id: i })) })],
    ['places that are null', ({ data }) => ({ data: data.map(() => null) })],
    ['data that is no list', () => ({ data: { id: 'one' }, errors: 'none' })],
    ['too few ids', ({ data }) => ({ data: data.slice(1) })],
    ['half a character', ({ data }) => ({ data: data.map(() => ({ id: '\ud800' })) })],
  ])('%s: they are sent, once', async (_, intercept) => {
    const app = await appWithDueReaders(3)
    bendAnswer((answer) => intercept(answer as { data: Item[] }))
    expect(await app.tick()).toEqual({ planned: 3, sent: 3, retried: 0, failed: 0 })
    await liveOn(app, ['PT3M', 'PT1H'])
    await expectEveryoneOnce(app, 3)
  })

  test('a refusal that does not say of which letter: the one that is missing is found and sent, nothing goes twice', async () => {
    const app = await appWithDueReaders(3)
    await app.emulator.change({ refuse: [readerOf(1)] })
    bendAnswer((answer) => ({ ...(answer as object), errors: [{ message: 'no place' }] }))
    expect(await app.tick()).toMatchObject({ planned: 3, sent: 0, retried: 3 })
    await app.emulator.change({ refuse: [] })
    await failForADay(app)
    for (let hour = 0; hour < 24; hour += 2) await liveOn(app, ['PT2H'])
    const seconds = (await lettersToReaders(app)).filter(({ tags }) => tags.delivery?.endsWith('lesson_2'))
    expect(seconds.flatMap(({ to }) => to).sort()).toEqual([0, 1, 2].map(readerOf))
  })

  test.each([
    ['null', 'null'],
    ['a list', '[1,2]'],
    ['a name that is no word', '{"name":{"a":1}}'],
    ['a page', '<h1>Bad gateway</h1>'],
  ])('an error whose body is %s counts by its status', async (_, body) => {
    const app = await appWithDueReaders(3)
    const restore = interceptFetch(async (request, go) =>
      sendsLetters(request) ? new Response(body, { status: 429, headers: { 'retry-after': '600' } }) : go(),
    )
    expect(await app.tick()).toMatchObject({ planned: 3, sent: 0, retried: 3 })
    restore()
    expect(
      await openDatabase().all(sql`select problem, doubt_since as doubt from batches where settled_at is null`),
    ).toEqual([{ problem: '429 unnamed', doubt: null }])
    await liveOn(app, ['PT11M'])
    await expectEveryoneOnce(app, 3)
  })
})

describe('a batch in doubt that the provider will never settle', () => {
  test.each(['restricted', 'odd'] as const)(
    '%s: it fails after two days, is counted, and the course goes on',
    async (how) => {
      const app = await appWithDueReaders(3)
      const { plan, planned, send, provider } = await openWorkerSteps()
      await plan()
      for (const batch of planned) {
        await send(batch, { send: async (...given) => crash(await provider.send(...given)) }).catch(() => {})
      }
      if (how === 'restricted') await app.emulator.change({ restricted: true })
      else bendList(() => ({ data: [{ is: 'odd' }], has_more: false }))
      await failForADay(app)
      await liveOn(app, ['PT1M', 'PT2H', 'PT2H'])
      expect(await statuses()).toEqual([{ status: 'claimed', count: 3 }])
      for (let hour = 0; hour < 22; hour += 2) await liveOn(app, ['PT2H'])
      expect(await statuses()).toContainEqual({ status: 'failed', count: 3 })
      expect(await faults()).toContainEqual(
        expect.objectContaining({ code: how === 'restricted' ? 'batch' : 'provider_item' }),
      )
      for (let hour = 0; hour < 24; hour += 2) await liveOn(app, ['PT2H'])
      expect((await lettersToReaders(app)).length).toBeGreaterThan(3)
    },
  )

  const statuses = () =>
    openDatabase().all(
      sql`select status, count(*) as count from deliveries where dedupe_key like '%/lesson/2' group by 1`,
    )
})

describe('a key that may only send', () => {
  const strangeMorning = async (readers: number) => {
    const app = await appWithDueReaders(readers)
    await openDatabase().run(sql`update outbox set key_name = null`)
    return app
  }

  test('is noticed at the first tick, told once a day in plain words, and costs nothing in the ticks after it', async () => {
    const app = await strangeMorning(3)
    await app.emulator.change({ restricted: true })
    expect(await app.tick()).toMatchObject({ sent: 3 })
    expect(await healthOf(app)).toMatchObject({ keyProblem: 'may_only_send' })
    await liveOn(app, ['PT1M'])
    expect(await titlesTo(app, MAREN)).toEqual(['the key for Resend may only send'])
    const asked = await asks(app)
    await liveOn(app, ['PT1M', 'PT1M', 'PT1M'])
    expect(await asks(app)).toBe(asked)
    await liveOn(app, ['PT1H', 'PT2H'])
    expect(await titlesTo(app, MAREN)).toEqual(['the key for Resend may only send'])
    await app.emulator.change({ restricted: false })
    await liveOn(app, ['PT16M'])
    expect(await keyProblem()).toBeNull()
  })

  test('another key is looked at again', async () => {
    const app = await strangeMorning(3)
    await app.tick()
    expect(await keyProblem()).toBeNull()
    await app.emulator.change({ restricted: true })
    await liveOn(app, ['PT1H'])
    expect(await keyProblem()).toBeNull()
    app.settings({ RESEND_API_KEY: 're_another_key' })
    await liveOn(app, ['PT1M'])
    expect(await keyProblem()).toBe('may_only_send')
  })

  test('after a gap: the practitioner hears at once, new readers have their letters, the others wait six hours and not for ever', async () => {
    const app = await strangeMorning(3)
    await app.clock.set('2026-03-03T05:00:00Z')
    await app.emulator.change({ restricted: true })
    await app.tick()
    await app.clock.set('2026-03-03T09:00:00Z')
    await app.tick()
    expect(await titlesTo(app, MAREN)).toEqual(['the letters wait for a key'])
    await app.begin({ email: 'new@reader.test', timeZone: 'Europe/Vienna' })
    await liveOn(app, ['PT1M', 'PT1H', 'PT2H', 'PT2H', 'PT50M'])
    expect((await lettersToReaders(app)).filter(({ tags }) => tags.kind === 'lesson')).toHaveLength(1)
    await liveOn(app, ['PT20M'])
    const lessons = (await lettersToReaders(app)).filter(
      ({ tags, to }) => tags.kind === 'lesson' && to[0] !== 'new@reader.test',
    )
    expect(lessons.flatMap(({ to }) => to).sort()).toEqual([0, 1, 2].map(readerOf))
  })

  test('after a gap: with a full key everything goes on at once', async () => {
    const app = await strangeMorning(3)
    await app.clock.set('2026-03-03T05:00:00Z')
    await app.emulator.change({ restricted: true })
    await app.tick()
    await app.clock.set('2026-03-03T09:00:00Z')
    await liveOn(app, ['PT1M'])
    expect(await lettersToReaders(app)).toEqual([])
    await app.emulator.change({ restricted: false })
    app.settings({ RESEND_API_KEY: 're_with_full_access' })
    await liveOn(app, ['PT1M'])
    await expectEveryoneOnce(app, 3)
  })

  async function keyProblem() {
    const [row] = await openDatabase().all<{ problem: string | null }>(sql`select key_problem as problem from outbox`)
    return row?.problem
  }

  const asks = async (app: TestApp) => (await app.emulator.requests()).filter(({ method }) => method === 'GET').length
})

async function titlesTo(app: TestApp, operator: string) {
  await until('An alert is still on its way.', async () => {
    const [{ under } = { under: 1 }] = await openDatabase().all<{ under: number }>(
      sql`select count(*) as under from deliveries where kind = 'digest' and status in ('queued', 'claimed')`,
    )
    return under === 0
  })
  return (await app.lettersTo(operator))
    .filter(({ tags }) => tags.kind === 'digest')
    .map(({ subject }) => subject.replace('Your letters need a look: ', ''))
    .sort()
}
