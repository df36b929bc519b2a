import { env } from 'cloudflare:workers'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe } from 'vitest'
import type { Letter } from '../../scripts/resend-emulator/protocol.ts'
import { type WebhookEventKind, webhookEvent } from '../../scripts/resend-emulator/webhook-event.ts'
import { sign } from '../../scripts/support/svix.ts'
import {
  type AppWithDueReaders,
  appWithDueReaders,
  BEGAN,
  expectEveryoneOnce,
  healthOf,
  openDatabase,
  readerOf,
} from '../support/due-readers.ts'
import { dayOf } from '../support/lesson-log.ts'
import { expect, linkTo, type TestApp, test } from '../support/test-app.ts'
import { crash, openWorkerSteps } from '../support/worker-steps.ts'

// From the weakest to the strongest; opening and clicking say that it was delivered.
const strength: WebhookEventKind[] = [
  'sent',
  'delivery_delayed',
  'soft-bounced',
  'delivered',
  'failed',
  'bounced',
  'complained',
]
const standsFor = (kind: WebhookEventKind): WebhookEventKind =>
  kind === 'opened' || kind === 'clicked' ? 'delivered' : kind
const statusAfter = {
  sent: 'sent',
  delivery_delayed: 'delayed',
  'soft-bounced': 'soft_bounced',
  delivered: 'delivered',
  failed: 'failed',
  bounced: 'bounced',
  complained: 'complained',
} as Record<WebhookEventKind, string>

test('whatever order events come in, and however often, a letter ends as the strongest of them says', async () => {
  const app = await appWithDueReaders(100)
  await app.tick()
  const letters = await app.emulator.letters()
  const all: WebhookEventKind[] = [...strength, 'opened', 'clicked']
  const anyOrder = fc.shuffledSubarray(all, { minLength: 1 })
  await fc.assert(
    fc.asyncProperty(anyOrder, fc.infiniteStream(fc.boolean()), async (order, twice) => {
      const letter = letters.pop()
      if (!letter) throw new Error('there are too few letters for so many runs')
      const strongest = order.map(standsFor).sort((a, b) => strength.indexOf(b) - strength.indexOf(a))[0] ?? 'sent'
      for (const kind of order) {
        const id = `msg_${crypto.randomUUID()}`
        expect((await app.sendEvent(kind, letter, { id })).status).toBe(200)
        if (twice.next().value) expect((await app.sendEvent(kind, letter, { id })).status).toBe(200)
      }
      expect(await statusOf(letter)).toBe(statusAfter[strongest])
    }),
    { numRuns: 25, seed: 7, endOnFailure: true },
  )
})

test('an event may come before we have written down that the letter left', async () => {
  const app = await appWithDueReaders(3)
  const { plan, planned, send, provider } = await openWorkerSteps()
  await plan()
  for (const batch of planned) {
    const outcome = await send(batch, {
      send: async (...given) => {
        const said = await provider.send(...given)
        const [first, second] = await app.emulator.letters()
        if (first) await app.sendEvent('delivered', first)
        if (second) await app.sendEvent('bounced', second)
        return said
      },
    })
    expect(outcome).toEqual({ result: 'settled', accepted: 3, refused: 0 })
  }
  const letters = await expectEveryoneOnce(app, 3)
  expect(await Promise.all(letters.map(statusOf))).toEqual(['delivered', 'bounced', 'sent'])
  await app.clock.set('2026-03-04T06:00:00Z')
  expect(await app.tick()).toMatchObject({ planned: 2, sent: 2 })
})

describe('an event that may not be true', () => {
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
    const app = await appWithDueReaders(1)
    await app.tick()
    const body = JSON.stringify(webhookEvent('complained', await app.letterTo(readerOf(0)), await app.clock.now()))
    const answer = await app.fetch('/webhooks/resend', { method: 'POST', headers: await headersFor(body), body })
    expect(answer.status).toBe(403)
    expect(app.waitingEvents()).toEqual([])
    await app.clock.set('2026-03-04T06:00:00Z')
    expect(await app.tick()).toMatchObject({ sent: 1 })
  })
})

describe('an event we do not need', () => {
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
    const app = await appWithDueReaders(1)
    const body = JSON.stringify(event)
    const headers = await signed(body)
    for (const _ of ['once', 'and again']) {
      expect((await app.fetch('/webhooks/resend', { method: 'POST', headers, body })).status).toBe(200)
    }
    await app.deliverEvents()
    expect(await keptEvents()).toEqual([{ type: event.type, body }])
    expect(await app.tick()).toMatchObject({ sent: 1 })
  })
})

describe('when her address is gone for good', () => {
  test.each(['bounced', 'complained', 'suppressed'] as const)(
    '%s on day 3: the lessons stop, and signing up again brings nothing',
    async (kind) => {
      const app = await appWithDueReaders(3)
      await app.tick()
      await morning(app, 4)
      const [third] = (await app.lettersTo(readerOf(0))).slice(-1)
      if (!third) throw new Error('lesson 3 did not come')
      expect(dayOf(third)).toBe(3)
      expect((await app.sendEvent(kind, third)).status).toBe(200)
      await morning(app, 5)
      expect((await app.lessonsTo(readerOf(0))).map(dayOf)).toEqual([2, 3])
      expect((await app.lessonsTo(readerOf(1))).map(dayOf)).toEqual([2, 3, 4])

      const hers = await app.signUp({ email: readerOf(0) })
      const anothers = await app.signUp({ email: 'someone@new.test' })
      expect([hers.status, hers.headers.get('location')]).toEqual([anothers.status, anothers.headers.get('location')])
      await app.letterTo('someone@new.test', 'confirm')
      await morning(app, 6)
      expect(await app.lettersTo(readerOf(0))).toHaveLength(2)
      const page = await (await app.fetch(linkTo('preferences', third))).text()
      expect(page).toContain('no letters come')
    },
  )

  test('a letter that is waiting is taken back', async () => {
    const app = await appWithDueReaders(3)
    await app.emulator.injectFaults({ do: 'daily-quota' })
    expect(await app.tick()).toMatchObject({ planned: 3, retried: 3 })
    expect((await app.sendEvent('complained', app.firstLesson)).status).toBe(200)
    expect(await healthOf(app)).toMatchObject({ due: 2 })
    await app.clock.set('2026-03-04T00:01:00Z')
    expect(await app.tick()).toEqual({ planned: 2, sent: 2, retried: 0, failed: 0 })
    await expectEveryoneOnce(app, 3, readerOf(0))
  })

  test('a letter that may have left already is not written anew', async () => {
    const app = await appWithDueReaders(3)
    const { plan, planned, send, provider } = await openWorkerSteps()
    await plan()
    for (const batch of planned) {
      await send(batch, { send: async (...given) => crash(await provider.send(...given)) }).catch(() => {})
    }
    expect((await app.sendEvent('complained', app.firstLesson)).status).toBe(200)
    await app.clock.advance('PT2M')
    expect(await app.tick()).toMatchObject({ sent: 3 })
    await expectEveryoneOnce(app, 3)
  })
})

test('a letter that failed at the provider is counted, and the course goes on', async () => {
  const app = await appWithDueReaders(1)
  await app.tick()
  await app.sendEvent('failed', await app.letterTo(readerOf(0)))
  expect(await healthOf(app)).toMatchObject({ due: 0, failed: 1 })
  await app.clock.set('2026-03-04T05:55:00Z')
  expect(await healthOf(app)).toMatchObject({ failed: 1 })
  await morning(app, 4)
  expect((await app.lessonsTo(readerOf(0))).map(dayOf)).toEqual([2, 3])
  await morning(app, 5)
  expect(await healthOf(app)).toMatchObject({ failed: 0 })
})

describe('when her mailbox turns a letter away for now', () => {
  const isResting = async (app: AppWithDueReaders) => {
    const page = await (await app.fetch(linkTo('preferences', app.firstLesson))).text()
    return page.includes('turned three in a row away')
  }

  test('three in a row: the letters rest, her page says so, and she may let them go on', async () => {
    const app = await appWithDueReaders(1)
    for (const day of [3, 4]) {
      await morning(app, day)
      await softBounce(app)
      expect(await isResting(app)).toBe(false)
    }
    await morning(app, 5)
    await softBounce(app)
    expect(await isResting(app)).toBe(true)
    for (const day of [6, 7]) await morning(app, day)
    expect((await app.lessonsTo(readerOf(0))).map(dayOf)).toEqual([2, 3, 4])
    await app.signUp({ email: readerOf(0) })
    await app.tick()
    expect(await app.lettersTo(readerOf(0))).toHaveLength(3)

    const resumed = await app.post(`${linkTo('preferences', app.firstLesson)}/resume`)
    expect(resumed.status).toBe(303)
    expect(await isResting(app)).toBe(false)
    await morning(app, 8)
    await softBounce(app)
    await softBounce(app)
    expect(await isResting(app)).toBe(false)
    for (const day of [9, 10, 11]) await morning(app, day)
    expect((await app.lessonsTo(readerOf(0))).map(dayOf)).toEqual([2, 3, 4, 5, 6, 7])
  })

  test('the third comes late: the letter that waits meanwhile rests too, and comes when she goes on', async () => {
    const app = await appWithDueReaders(1)
    for (const day of [3, 4]) {
      await morning(app, day)
      await softBounce(app)
    }
    await morning(app, 5)
    await app.emulator.injectFaults({ do: 'daily-quota', match: { to: readerOf(0) } })
    await morning(app, 6)
    await softBounce(app)
    await app.clock.set('2026-03-07T00:01:00Z')
    expect(await app.tick()).toEqual({ planned: 1, sent: 0, retried: 0, failed: 0 })
    await app.post(`${linkTo('preferences', app.firstLesson)}/resume`)
    await morning(app, 7)
    expect((await app.lessonsTo(readerOf(0))).map(dayOf)).toEqual([2, 3, 4, 5])
  })

  test('one that was delivered in between begins the count anew', async () => {
    const app = await appWithDueReaders(1)
    for (const [day, kind] of [
      [3, 'soft-bounced'],
      [4, 'soft-bounced'],
      [5, 'delivered'],
      [6, 'soft-bounced'],
      [7, 'soft-bounced'],
    ] as const) {
      await morning(app, day)
      await app.sendEvent(kind, await newest(app))
      expect(await isResting(app)).toBe(false)
    }
    await morning(app, 8)
    expect((await app.lessonsTo(readerOf(0))).map(dayOf)).toEqual([2, 3, 4, 5, 6, 7])
    await softBounce(app)
    expect(await isResting(app)).toBe(true)
  })

  test('one that came through in the end does not count', async () => {
    const app = await appWithDueReaders(1)
    for (const day of [3, 4, 5]) {
      await morning(app, day)
      await softBounce(app)
      if (day === 4) await app.sendEvent('delivered', await newest(app))
    }
    expect(await isResting(app)).toBe(false)
  })
})

/** Seven o’clock in Vienna on this day of March; lesson 2 is due on the third. */
async function morning(app: TestApp, day: number) {
  await app.clock.set(`2026-03-${String(day).padStart(2, '0')}T06:00:00Z`)
  await app.tick()
}

const newest = async (app: TestApp) => (await app.lettersTo(readerOf(0))).at(-1) as Letter

const softBounce = async (app: TestApp) => app.sendEvent('soft-bounced', await newest(app))

async function signed(body: string, { secret = ourSecret(), at = new Date(), id = `msg_${crypto.randomUUID()}` } = {}) {
  return sign({ secret, id, at, body })
}

const ourSecret = () => String(Reflect.get(env, 'RESEND_WEBHOOK_SECRET'))

const keptEvents = () => openDatabase().all(sql`select type, body from provider_events`)

async function statusOf({ tags }: Letter) {
  const key = (tags.delivery ?? '').replaceAll('_', '/')
  const [row] = await openDatabase().all<{ status: string }>(
    sql`select status from deliveries where dedupe_key = ${key}`,
  )
  return row?.status
}
