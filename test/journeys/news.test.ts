import { env } from 'cloudflare:workers'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe } from 'vitest'
import { type News, tell } from '../../scripts/resend-emulator/webhook-event.ts'
import type { Letter } from '../../scripts/resend-emulator/wire.ts'
import { sign } from '../../scripts/support/svix.ts'
import { BEGAN, everyoneOnce, healthOf, type Morning, morningOf, openDatabase, readerOf } from '../support/crowd.ts'
import { dayOf } from '../support/diary.ts'
import { die, takeApart } from '../support/taken-apart.ts'
import { expect, linkTo, test, type World } from '../support/world.ts'

// From the weakest to the strongest; opening and clicking say that it was delivered.
const strength: News[] = ['sent', 'delivery_delayed', 'soft-bounced', 'delivered', 'failed', 'bounced', 'complained']
const standsFor = (news: News): News => (news === 'opened' || news === 'clicked' ? 'delivered' : news)
const statusAfter = {
  sent: 'sent',
  delivery_delayed: 'delayed',
  'soft-bounced': 'soft_bounced',
  delivered: 'delivered',
  failed: 'failed',
  bounced: 'bounced',
  complained: 'complained',
} as Record<News, string>

test('whatever order news come in, and however often, a letter ends as the strongest of them says', async () => {
  const world = await morningOf(100)
  await world.tick()
  const letters = await world.postman.letters()
  const all: News[] = [...strength, 'opened', 'clicked']
  const anyOrder = fc.shuffledSubarray(all, { minLength: 1 })
  await fc.assert(
    fc.asyncProperty(anyOrder, fc.infiniteStream(fc.boolean()), async (order, twice) => {
      const letter = letters.pop()
      if (!letter) throw new Error('there are too few letters for so many runs')
      const strongest = order.map(standsFor).sort((a, b) => strength.indexOf(b) - strength.indexOf(a))[0] ?? 'sent'
      for (const news of order) {
        const id = `msg_${crypto.randomUUID()}`
        expect((await world.news(news, letter, { id })).status).toBe(200)
        if (twice.next().value) expect((await world.news(news, letter, { id })).status).toBe(200)
      }
      expect(await statusOf(letter)).toBe(statusAfter[strongest])
    }),
    { numRuns: 25, seed: 7, endOnFailure: true },
  )
})

test('news may come before we have written down that the letter left', async () => {
  const world = await morningOf(3)
  const { plan, planned, send, provider } = await takeApart()
  await plan()
  for (const batch of planned) {
    const outcome = await send(batch, {
      send: async (...given) => {
        const said = await provider.send(...given)
        const [first, second] = await world.postman.letters()
        if (first) await world.news('delivered', first)
        if (second) await world.news('bounced', second)
        return said
      },
    })
    expect(outcome).toEqual({ result: 'settled', accepted: 3, refused: 0 })
  }
  const letters = await everyoneOnce(world, 3)
  expect(await Promise.all(letters.map(statusOf))).toEqual(['delivered', 'bounced', 'sent'])
  await world.clock.set('2026-03-04T06:00:00Z')
  expect(await world.tick()).toMatchObject({ planned: 2, sent: 2 })
})

describe('news that may not be true', () => {
  const minutes = (n: number) => new Date(Date.now() + n * 60_000)
  test.each([
    ['bears no signature', async () => ({})],
    [
      'was signed with another secret',
      (body: string) => signed(body, { secret: 'whsec_bm90IG91ciBzZWNyZXQgYXQgYWxs' }),
    ],
    ['was signed ten minutes ago', (body: string) => signed(body, { at: minutes(-10) })],
    ['was signed for ten minutes from now', (body: string) => signed(body, { at: minutes(10) })],
    ['was changed on its way', (body: string) => signed(body.replace('email.complained', 'email.delivered'))],
    ['has the id of another', async (body: string) => ({ ...(await signed(body)), 'svix-id': 'msg_another' })],
  ])('because it %s is turned away, and nothing comes of it', async (_, headersFor) => {
    const world = await morningOf(1)
    await world.tick()
    const body = JSON.stringify(tell('complained', await world.letterTo(readerOf(0)), await world.clock.now()))
    const answer = await world.fetch('/webhooks/resend', { method: 'POST', headers: await headersFor(body), body })
    expect(answer.status).toBe(403)
    expect(await reports()).toEqual([])
    await world.clock.set('2026-03-04T06:00:00Z')
    expect(await world.tick()).toMatchObject({ sent: 1 })
  })
})

describe('news we do not need', () => {
  const someone = { to: ['someone@else.test'], email_id: '00000000-0000-4000-8000-000000000000', created_at: BEGAN }
  test.each([
    ['of a kind we have never heard of', { type: 'email.teleported', created_at: BEGAN, data: someone }],
    [
      'about something that is no letter',
      { type: 'domain.updated', created_at: BEGAN, data: { id: 'd', records: [] } },
    ],
    ['about nothing', { type: 'inbox.opened', created_at: BEGAN, data: null }],
    ['without a moment', { type: 'contact.created', data: { id: 'c', tags: 'a, b', to: { name: 'x' } } }],
    ['about a letter without a tag', { type: 'email.bounced', created_at: BEGAN, data: { ...someone, bounce: null } }],
    [
      'about a letter that is not ours',
      { type: 'email.complained', created_at: BEGAN, data: { ...someone, tags: { delivery: 'broadcast_9_9' } } },
    ],
  ])('%s are kept once and answered kindly', async (_, event) => {
    const world = await morningOf(1)
    const body = JSON.stringify(event)
    const headers = await signed(body)
    for (const _ of ['once', 'and again']) {
      expect((await world.fetch('/webhooks/resend', { method: 'POST', headers, body })).status).toBe(200)
    }
    expect(await reports()).toEqual([{ type: event.type, body }])
    expect(await world.tick()).toMatchObject({ sent: 1 })
  })
})

describe('when her address is gone for good', () => {
  test.each(['bounced', 'complained', 'suppressed'] as const)(
    '%s on day 3: the lessons stop, and signing up again brings nothing',
    async (news) => {
      const world = await morningOf(3)
      await world.tick()
      await morning(world, 4)
      const [third] = (await world.lettersTo(readerOf(0))).slice(-1)
      if (!third) throw new Error('lesson 3 did not come')
      expect(dayOf(third)).toBe(3)
      expect((await world.news(news, third)).status).toBe(200)
      await morning(world, 5)
      expect((await world.lessonsTo(readerOf(0))).map(dayOf)).toEqual([2, 3])
      expect((await world.lessonsTo(readerOf(1))).map(dayOf)).toEqual([2, 3, 4])

      const hers = await world.signUp({ email: readerOf(0) })
      const anothers = await world.signUp({ email: 'someone@new.test' })
      expect([hers.status, hers.headers.get('location')]).toEqual([anothers.status, anothers.headers.get('location')])
      await world.letterTo('someone@new.test', 'confirm')
      await morning(world, 6)
      expect(await world.lettersTo(readerOf(0))).toHaveLength(2)
      const page = await (await world.fetch(linkTo('preferences', third))).text()
      expect(page).toContain('no letters come')
    },
  )

  test('a letter that is waiting is taken back', async () => {
    const world = await morningOf(3)
    await world.postman.orders({ do: 'daily-quota' })
    expect(await world.tick()).toMatchObject({ planned: 3, retried: 3 })
    expect((await world.news('complained', world.firstLesson)).status).toBe(200)
    expect(await healthOf(world)).toMatchObject({ due: 2 })
    await world.clock.set('2026-03-04T00:01:00Z')
    expect(await world.tick()).toEqual({ planned: 2, sent: 2, retried: 0, failed: 0 })
    await everyoneOnce(world, 3, readerOf(0))
  })

  test('a letter that may have left already is not written anew', async () => {
    const world = await morningOf(3)
    const { plan, planned, send, provider } = await takeApart()
    await plan()
    for (const batch of planned) {
      await send(batch, { send: async (...given) => die(await provider.send(...given)) }).catch(() => {})
    }
    expect((await world.news('complained', world.firstLesson)).status).toBe(200)
    await world.clock.advance('PT2M')
    expect(await world.tick()).toMatchObject({ sent: 3 })
    await everyoneOnce(world, 3)
  })
})

test('a letter that failed at the provider is counted, and the course goes on', async () => {
  const world = await morningOf(1)
  await world.tick()
  await world.news('failed', await world.letterTo(readerOf(0)))
  expect(await healthOf(world)).toMatchObject({ due: 0, failed: 1 })
  await world.clock.set('2026-03-04T05:55:00Z')
  expect(await healthOf(world)).toMatchObject({ failed: 1 })
  await morning(world, 4)
  expect((await world.lessonsTo(readerOf(0))).map(dayOf)).toEqual([2, 3])
  await morning(world, 5)
  expect(await healthOf(world)).toMatchObject({ failed: 0 })
})

describe('when her mailbox turns a letter away for now', () => {
  const isResting = async (world: Morning) => {
    const page = await (await world.fetch(linkTo('preferences', world.firstLesson))).text()
    return page.includes('turned three in a row away')
  }

  test('three in a row: the letters rest, her page says so, and she may let them go on', async () => {
    const world = await morningOf(1)
    for (const day of [3, 4]) {
      await morning(world, day)
      await softBounce(world)
      expect(await isResting(world)).toBe(false)
    }
    await morning(world, 5)
    await softBounce(world)
    expect(await isResting(world)).toBe(true)
    for (const day of [6, 7]) await morning(world, day)
    expect((await world.lessonsTo(readerOf(0))).map(dayOf)).toEqual([2, 3, 4])
    await world.signUp({ email: readerOf(0) })
    await world.tick()
    expect(await world.lettersTo(readerOf(0))).toHaveLength(3)

    const resumed = await world.post(`${linkTo('preferences', world.firstLesson)}/resume`)
    expect(resumed.status).toBe(303)
    expect(await isResting(world)).toBe(false)
    await morning(world, 8)
    await softBounce(world)
    await softBounce(world)
    expect(await isResting(world)).toBe(false)
    for (const day of [9, 10, 11]) await morning(world, day)
    expect((await world.lessonsTo(readerOf(0))).map(dayOf)).toEqual([2, 3, 4, 5, 6, 7])
  })

  test('the third comes late: the letter that waits meanwhile rests too, and comes when she goes on', async () => {
    const world = await morningOf(1)
    for (const day of [3, 4]) {
      await morning(world, day)
      await softBounce(world)
    }
    await morning(world, 5)
    await world.postman.orders({ do: 'daily-quota', match: { to: readerOf(0) } })
    await morning(world, 6)
    await softBounce(world)
    await world.clock.set('2026-03-07T00:01:00Z')
    expect(await world.tick()).toEqual({ planned: 1, sent: 0, retried: 0, failed: 0 })
    await world.post(`${linkTo('preferences', world.firstLesson)}/resume`)
    await morning(world, 7)
    expect((await world.lessonsTo(readerOf(0))).map(dayOf)).toEqual([2, 3, 4, 5])
  })

  test('one that was delivered in between begins the count anew', async () => {
    const world = await morningOf(1)
    for (const [day, news] of [
      [3, 'soft-bounced'],
      [4, 'soft-bounced'],
      [5, 'delivered'],
      [6, 'soft-bounced'],
      [7, 'soft-bounced'],
    ] as const) {
      await morning(world, day)
      await world.news(news, await newest(world))
      expect(await isResting(world)).toBe(false)
    }
    await morning(world, 8)
    expect((await world.lessonsTo(readerOf(0))).map(dayOf)).toEqual([2, 3, 4, 5, 6, 7])
    await softBounce(world)
    expect(await isResting(world)).toBe(true)
  })

  test('one that came through in the end does not count', async () => {
    const world = await morningOf(1)
    for (const day of [3, 4, 5]) {
      await morning(world, day)
      await softBounce(world)
      if (day === 4) await world.news('delivered', await newest(world))
    }
    expect(await isResting(world)).toBe(false)
  })
})

/** Seven o’clock in Vienna on this day of March; lesson 2 is due on the third. */
async function morning(world: World, day: number) {
  await world.clock.set(`2026-03-${String(day).padStart(2, '0')}T06:00:00Z`)
  await world.tick()
}

const newest = async (world: World) => (await world.lettersTo(readerOf(0))).at(-1) as Letter

const softBounce = async (world: World) => world.news('soft-bounced', await newest(world))

async function signed(body: string, { secret = ourSecret(), at = new Date(), id = `msg_${crypto.randomUUID()}` } = {}) {
  return sign({ secret, id, at, body })
}

const ourSecret = () => String(Reflect.get(env, 'RESEND_WEBHOOK_SECRET'))

const reports = () => openDatabase().all(sql`select type, body from reports`)

async function statusOf({ tags }: Letter) {
  const key = (tags.delivery ?? '').replaceAll('_', '/')
  const [row] = await openDatabase().all<{ status: string }>(
    sql`select status from deliveries where dedupe_key = ${key}`,
  )
  return row?.status
}
