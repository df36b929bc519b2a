import { sql } from 'drizzle-orm'
import { describe } from 'vitest'
import {
  everyoneOnce,
  healthOf,
  lastADay,
  lettersToReaders,
  type Morning,
  morningOf,
  openDatabase,
  readerOf,
} from '../support/crowd.ts'
import { die, takeApart } from '../support/taken-apart.ts'
import { bendWire, sendsLetters } from '../support/wire.ts'
import { expect, test, type World } from '../support/world.ts'

const MAREN = 'maren@holt-practice.example'

type Item = Record<string, unknown>

/** Lets the provider's list be what this makes of it. */
const bendList = (bend: (list: { data: Item[]; has_more: boolean }) => unknown) =>
  bendWire(async (request, go) => {
    const answer = await go()
    if (request.method !== 'GET' || !new URL(request.url).pathname.endsWith('/emails') || !answer.ok) return answer
    return Response.json(bend(await answer.json()))
  })

/** Lets the provider answer letters that it took with this. */
const bendAnswer = (bend: (answer: unknown) => unknown, how: ResponseInit = {}) =>
  bendWire(async (request, go) => {
    const answer = await go()
    if (!sendsLetters(request)) return answer
    const made = bend(await answer.json())
    return new Response(typeof made === 'string' ? made : JSON.stringify(made), how)
  })

/** Three readers were sent lesson 2, and the database has never heard of it: it was restored from before. */
async function restored(): Promise<Morning> {
  const world = await morningOf(3)
  await world.tick()
  await everyoneOnce(world, 3)
  await openDatabase().run(sql`delete from deliveries where dedupe_key like '%/lesson/2'`)
  await openDatabase().run(sql`delete from batches`)
  await openDatabase().run(
    sql`update enrolments set next_lesson = 2, next_due_at = ${Date.parse('2026-03-03T06:00:00Z')}`,
  )
  await world.clock.advance('PT5H')
  return world
}

const faults = () =>
  openDatabase().all<{ code: string; subject: string; problem: string }>(
    sql`select code, subject, problem from faults order by code, subject`,
  )

async function liveOn(world: World, pauses: readonly string[]) {
  for (const pause of pauses) {
    await world.clock.advance(pause)
    await world.tick()
  }
}

describe('the list of what the provider accepted, after a gap', () => {
  test.each<[string, (item: Item) => Item | unknown]>([
    ['lack their moment', ({ created_at: _, ...item }) => item],
    ['have a moment that is none', (item) => ({ ...item, created_at: 17 })],
    ['lack the addressee', ({ to: _, ...item }) => item],
    ['name the addressee without a list', ({ to, ...item }) => ({ ...item, to: (to as string[])[0] })],
    ['bear news named as what every object inherits', (item) => ({ ...item, last_event: 'constructor' })],
    ['bear news that is no word', (item) => ({ ...item, last_event: { is: 'sent' } })],
  ])('whose items %s is used all the same: nobody gets a letter twice, and the course goes on', async (_, bend) => {
    const world = await restored()
    bendList(({ data, ...list }) => ({ ...list, data: data.map(bend) }))
    expect(await world.tick()).toEqual({ planned: 0, sent: 0, retried: 0, failed: 0 })
    await world.clock.set('2026-03-04T06:00:00Z')
    expect(await world.tick()).toMatchObject({ sent: 3 })
    expect(await lettersToReaders(world)).toHaveLength(6)
    expect(await faults()).toEqual([])
  })

  test.each<[string, (data: Item[]) => unknown]>([
    ['one item without an id', (data) => data.map(({ id, ...item }, i) => (i === 1 ? item : { id, ...item }))],
    ['one item that is null', (data) => data.map((item, i) => (i === 1 ? null : item))],
    ['no list', () => 'none'],
    ['nothing at all', () => undefined],
  ])('with %s: what it holds is used, the rest waits for six hours and is counted', async (_, bend) => {
    const world = await restored()
    bendList(({ data, ...list }) => ({ ...list, data: bend(data) }))
    await liveOn(world, ['PT1M', 'PT1H', 'PT2H', 'PT2H'])
    expect(await lettersToReaders(world)).toHaveLength(3)
    expect(await faults()).toEqual([expect.objectContaining({ code: 'provider_item', problem: 'unreadable' })])
    await liveOn(world, ['PT1H', 'PT5M'])
    expect(await stillAsks()).toBe(false)
    for (let hour = 0; hour < 20; hour += 2) await liveOn(world, ['PT2H'])
    const { length } = await lettersToReaders(world)
    expect(length).toBeGreaterThan(3) // the course goes on
  })

  test('that does not come holds everything for as long as it does not come, and the practitioner hears of it', async () => {
    const world = await restored()
    const letGo = bendWire(async (request, go) =>
      request.method === 'GET' && request.url.endsWith('/emails?limit=100')
        ? new Response('null', { status: 500 })
        : go(),
    )
    await liveOn(world, ['PT1M', 'PT1H', 'PT3H', 'PT3H', 'PT3H'])
    expect(await lettersToReaders(world)).toHaveLength(3)
    letGo()
    await liveOn(world, ['PT1M'])
    await world.clock.set('2026-03-04T06:00:00Z')
    expect(await world.tick()).toMatchObject({ sent: 3 })
    expect(await lettersToReaders(world)).toHaveLength(6)
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
  ])('%s: they are sent, once', async (_, bend) => {
    const world = await morningOf(3)
    bendAnswer((answer) => bend(answer as { data: Item[] }))
    expect(await world.tick()).toEqual({ planned: 3, sent: 3, retried: 0, failed: 0 })
    await liveOn(world, ['PT3M', 'PT1H'])
    await everyoneOnce(world, 3)
  })

  test('a refusal that does not say of which letter: the one that is missing is found and sent, nothing goes twice', async () => {
    const world = await morningOf(3)
    await world.postman.change({ refuse: [readerOf(1)] })
    bendAnswer((answer) => ({ ...(answer as object), errors: [{ message: 'no place' }] }))
    expect(await world.tick()).toMatchObject({ planned: 3, sent: 0, retried: 3 })
    await world.postman.change({ refuse: [] })
    await lastADay(world)
    for (let hour = 0; hour < 24; hour += 2) await liveOn(world, ['PT2H'])
    const seconds = (await lettersToReaders(world)).filter(({ tags }) => tags.delivery?.endsWith('lesson_2'))
    expect(seconds.flatMap(({ to }) => to).sort()).toEqual([0, 1, 2].map(readerOf))
  })

  test.each([
    ['null', 'null'],
    ['a list', '[1,2]'],
    ['a name that is no word', '{"name":{"a":1}}'],
    ['a page', '<h1>Bad gateway</h1>'],
  ])('an error whose body is %s counts by its status', async (_, body) => {
    const world = await morningOf(3)
    const letGo = bendWire(async (request, go) =>
      sendsLetters(request) ? new Response(body, { status: 429, headers: { 'retry-after': '600' } }) : go(),
    )
    expect(await world.tick()).toMatchObject({ planned: 3, sent: 0, retried: 3 })
    letGo()
    expect(
      await openDatabase().all(sql`select problem, doubt_since as doubt from batches where settled_at is null`),
    ).toEqual([{ problem: '429 unnamed', doubt: null }])
    await liveOn(world, ['PT11M'])
    await everyoneOnce(world, 3)
  })
})

describe('a batch in doubt that the provider will never settle', () => {
  test.each(['restricted', 'odd'] as const)(
    '%s: it fails after two days, is counted, and the course goes on',
    async (how) => {
      const world = await morningOf(3)
      const { plan, planned, send, provider } = await takeApart()
      await plan()
      for (const batch of planned) {
        await send(batch, { send: async (...given) => die(await provider.send(...given)) }).catch(() => {})
      }
      if (how === 'restricted') await world.postman.change({ restricted: true })
      else bendList(() => ({ data: [{ is: 'odd' }], has_more: false }))
      await lastADay(world)
      await liveOn(world, ['PT1M', 'PT2H', 'PT2H'])
      expect(await statuses()).toEqual([{ status: 'claimed', count: 3 }])
      for (let hour = 0; hour < 22; hour += 2) await liveOn(world, ['PT2H'])
      expect(await statuses()).toContainEqual({ status: 'failed', count: 3 })
      expect(await faults()).toContainEqual(
        expect.objectContaining({ code: how === 'restricted' ? 'batch' : 'provider_item' }),
      )
      for (let hour = 0; hour < 24; hour += 2) await liveOn(world, ['PT2H'])
      expect((await lettersToReaders(world)).length).toBeGreaterThan(3)
    },
  )

  const statuses = () =>
    openDatabase().all(
      sql`select status, count(*) as count from deliveries where dedupe_key like '%/lesson/2' group by 1`,
    )
})

describe('a key that may only send', () => {
  const strangeMorning = async (readers: number) => {
    const world = await morningOf(readers)
    await openDatabase().run(sql`update outbox set key_name = null`)
    return world
  }

  test('is noticed at the first tick, told once a day in plain words, and costs nothing in the ticks after it', async () => {
    const world = await strangeMorning(3)
    await world.postman.change({ restricted: true })
    expect(await world.tick()).toMatchObject({ sent: 3 })
    expect(await healthOf(world)).toMatchObject({ keyProblem: 'may_only_send' })
    await liveOn(world, ['PT1M'])
    expect(await titlesTo(world, MAREN)).toEqual(['the key for Resend may only send'])
    const asked = await asks(world)
    await liveOn(world, ['PT1M', 'PT1M', 'PT1M'])
    expect(await asks(world)).toBe(asked)
    await liveOn(world, ['PT1H', 'PT2H'])
    expect(await titlesTo(world, MAREN)).toEqual(['the key for Resend may only send'])
    await world.postman.change({ restricted: false })
    await liveOn(world, ['PT16M'])
    expect(await keyProblem()).toBeNull()
  })

  test('another key is looked at again', async () => {
    const world = await strangeMorning(3)
    await world.tick()
    expect(await keyProblem()).toBeNull()
    await world.postman.change({ restricted: true })
    await liveOn(world, ['PT1H'])
    expect(await keyProblem()).toBeNull()
    world.settings({ RESEND_API_KEY: 're_another_key' })
    await liveOn(world, ['PT1M'])
    expect(await keyProblem()).toBe('may_only_send')
  })

  test('after a gap: the practitioner hears at once, new readers have their letters, the others wait six hours and not for ever', async () => {
    const world = await strangeMorning(3)
    await world.clock.set('2026-03-03T05:00:00Z')
    await world.postman.change({ restricted: true })
    await world.tick()
    await world.clock.set('2026-03-03T09:00:00Z')
    await world.tick()
    expect(await titlesTo(world, MAREN)).toEqual(['the letters wait for a key'])
    await world.begin({ email: 'new@reader.test', timeZone: 'Europe/Vienna' })
    await liveOn(world, ['PT1M', 'PT1H', 'PT2H', 'PT2H', 'PT50M'])
    expect((await lettersToReaders(world)).filter(({ tags }) => tags.kind === 'lesson')).toHaveLength(1)
    await liveOn(world, ['PT20M'])
    const lessons = (await lettersToReaders(world)).filter(
      ({ tags, to }) => tags.kind === 'lesson' && to[0] !== 'new@reader.test',
    )
    expect(lessons.flatMap(({ to }) => to).sort()).toEqual([0, 1, 2].map(readerOf))
  })

  test('after a gap: with a full key everything goes on at once', async () => {
    const world = await strangeMorning(3)
    await world.clock.set('2026-03-03T05:00:00Z')
    await world.postman.change({ restricted: true })
    await world.tick()
    await world.clock.set('2026-03-03T09:00:00Z')
    await liveOn(world, ['PT1M'])
    expect(await lettersToReaders(world)).toEqual([])
    await world.postman.change({ restricted: false })
    world.settings({ RESEND_API_KEY: 're_with_full_access' })
    await liveOn(world, ['PT1M'])
    await everyoneOnce(world, 3)
  })

  async function keyProblem() {
    const [row] = await openDatabase().all<{ problem: string | null }>(sql`select key_problem as problem from outbox`)
    return row?.problem
  }

  const asks = async (world: World) => (await world.postman.requests()).filter(({ method }) => method === 'GET').length
})

async function titlesTo(world: World, keeper: string) {
  for (let patience = 0; patience < 100; patience++) {
    const [{ under } = { under: 1 }] = await openDatabase().all<{ under: number }>(
      sql`select count(*) as under from deliveries where kind = 'digest' and status in ('queued', 'claimed')`,
    )
    if (under === 0) break
    await new Promise((go) => setTimeout(go, 20))
  }
  return (await world.lettersTo(keeper))
    .filter(({ tags }) => tags.kind === 'digest')
    .map(({ subject }) => subject.replace('Your letters need a look: ', ''))
    .sort()
}
