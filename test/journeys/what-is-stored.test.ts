import { sql } from 'drizzle-orm'
import { describe } from 'vitest'
import type { WebhookEventKind } from '../../scripts/resend-emulator/webhook-event.ts'
import { appWithDueReaders, BEGAN, expectEveryoneOnce, failForADay, readerOf } from '../support/due-readers.ts'
import { interceptFetch, sendsLetters } from '../support/intercept-fetch.ts'
import { at, minutesFrom, onEachDay } from '../support/local-time.ts'
import { deliveriesTo, deliveryTo, rows } from '../support/rows.ts'
import { expect, linkTo, type TestApp, test } from '../support/test-app.ts'
import { crash, openWorkerSteps } from '../support/worker-steps.ts'

const anna = 'anna@reader.test'
const vienna = 'Europe/Vienna'

describe('a press', () => {
  /** Anna on the last morning, with the lesson that has all links to book. */
  const onTheLastMorning = async (app: TestApp) => {
    await app.clock.set(at('2026-03-02 10:30', vienna))
    await app.begin({ email: anna, timeZone: vienna })
    await app.liveThrough(onEachDay('2026-03-03', 6, vienna, ['07:00']))
    return await app.letterTo(anna, 'lesson')
  }
  const clicks = () => rows<{ clicked_at: number }>(sql`select clicked_at from booking_clicks order by id`)

  test('of "Book a session" is counted with its moment; a program that only looks is not', async ({ app }) => {
    const path = linkTo('book', await onTheLastMorning(app))
    for (const method of ['HEAD', 'HEAD']) expect((await app.fetch(path, { method })).status).toBe(302)
    expect(await clicks()).toEqual([])
    const now = Date.parse(await app.clock.now())
    expect((await app.fetch(path)).status).toBe(302)
    await app.fetch(path, { method: 'HEAD' })
    expect(await clicks()).toEqual([{ clicked_at: around(now) }])
    await app.clock.advance('PT1H')
    await app.fetch(path)
    expect(await clicks()).toHaveLength(2)
  })

  test('of "I have booked" keeps its first moment, however often it is made', async ({ app }) => {
    const path = linkTo('booked', await onTheLastMorning(app))
    const bookings = () => rows(sql`select booked_at, source from bookings`)
    for (const method of ['GET', 'HEAD']) await app.fetch(path, { method })
    expect(await bookings()).toEqual([])
    const now = Date.parse(await app.clock.now())
    await app.post(path)
    const [first, ...others] = await bookings()
    expect([first, others]).toEqual([{ booked_at: around(now), source: 'reader' }, []])
    await app.clock.advance('P1D')
    expect((await app.post(path)).status).toBe(200)
    expect(await bookings()).toEqual([first])
  })
})

describe('an event of a letter', () => {
  const kinds: [kind: WebhookEventKind, column: string][] = [
    ['delivery_delayed', 'delayed_at'],
    ['soft-bounced', 'soft_bounced_at'],
    ['delivered', 'delivered_at'],
    ['opened', 'opened_at'],
    ['clicked', 'clicked_at'],
    ['failed', 'failed_at'],
    ['bounced', 'bounced_at'],
    ['complained', 'complained_at'],
  ]
  test.for(kinds)(
    '%s: the first of its kind keeps its moment, which is its own and not ours',
    async ([kind, column]) => {
      const app = await appWithDueReaders(1)
      await app.tick()
      const letter = await app.letterTo(readerOf(0))
      const { sent_at: sentAt } = await deliveryTo(readerOf(0))
      const first = minutesFrom(letter.acceptedAt, 5)
      await app.clock.advance('PT30M')
      await app.sendEvent(kind, letter, { at: first })
      expect(await deliveryTo(readerOf(0))).toMatchObject({ [column]: Date.parse(first), sent_at: sentAt })
      for (const later of [40, 50]) await app.sendEvent(kind, letter, { at: minutesFrom(first, later) })
      expect(await deliveryTo(readerOf(0))).toMatchObject({ [column]: Date.parse(first), sent_at: sentAt })
      const untouched = kinds.map(([, other]) => other).filter((other) => other !== column)
      for (const other of untouched) expect((await deliveryTo(readerOf(0)))[other as 'sent_at'], other).toBeNull()
    },
  )

  test('without a readable moment takes ours', async () => {
    const app = await appWithDueReaders(1)
    await app.tick()
    const letter = await app.letterTo(readerOf(0))
    await app.clock.advance('PT30M')
    await app.sendEvent('delivered', letter, { at: 'a while ago' })
    const { delivered_at } = await deliveryTo(readerOf(0))
    expect(delivered_at).toEqual(around(Date.parse(await app.clock.now())))
  })

  test('names its first reason, and a later one does not take its place', async () => {
    const app = await appWithDueReaders(1)
    await app.tick()
    const letter = await app.letterTo(readerOf(0))
    expect(await deliveryTo(readerOf(0))).toMatchObject({ status: 'sent', problem: null })
    await app.sendEvent('soft-bounced', letter)
    expect(await deliveryTo(readerOf(0))).toMatchObject({ status: 'soft_bounced', problem: 'MailboxFull' })
    await app.sendEvent('bounced', letter)
    expect(await deliveryTo(readerOf(0))).toMatchObject({ status: 'bounced', problem: 'MailboxFull' })
  })

  test('is kept once as it came, under its own id, whatever comes of it', async () => {
    const app = await appWithDueReaders(1)
    await app.tick()
    const letter = await app.letterTo(readerOf(0))
    for (const id of ['msg_one', 'msg_one', 'msg_two']) await app.sendEvent('delivered', letter, { id })
    const kept = await rows<{ svix_id: string; type: string; body: string }>(
      sql`select svix_id, type, body from provider_events order by svix_id`,
    )
    expect(kept.map(({ svix_id, type }) => [svix_id, type])).toEqual([
      ['msg_one', 'email.delivered'],
      ['msg_two', 'email.delivered'],
    ])
    expect(JSON.parse(kept[0]?.body ?? '')).toMatchObject({ data: { email_id: letter.id } })
  })
})

describe('the provider’s id', () => {
  const refused = readerOf(2)

  test('stays with its own letter, also beside one that was refused', async () => {
    const app = await appWithDueReaders(5)
    await app.emulator.change({ refuse: [refused] })
    expect(await app.tick()).toMatchObject({ sent: 4, failed: 1 })
    await eachHasItsOwn(app, 5, refused)
  })

  test('stays with its own letter when the whole batch is refused and halved', async () => {
    const app = await appWithDueReaders(5)
    await app.emulator.change({ refuse: [refused] })
    interceptFetch((request, go) => {
      const headers = new Headers(request.headers)
      if (sendsLetters(request)) headers.delete('x-batch-validation')
      return go(new Request(request, { headers }))
    })
    expect(await app.tick()).toMatchObject({ sent: 4, failed: 1 })
    await eachHasItsOwn(app, 5, refused)
  })

  test('is found again by asking, after a doubt', async () => {
    const app = await appWithDueReaders(5)
    await sendUnheard()
    await failForADay(app)
    expect(await app.tick()).toMatchObject({ sent: 5 })
    await eachHasItsOwn(app, 5)
  })

  test.for([
    ['took them', true],
    ['never had them', false],
  ] as const)('is found by asking when what was frozen is torn, whether the provider %s', async ([, took]) => {
    const app = await appWithDueReaders(5)
    await sendUnheard(took)
    await rows(sql`update batches set frozen = '{' where settled_at is null`)
    await app.clock.advance('PT2M')
    await app.tick()
    await app.clock.advance('PT1M')
    await app.tick()
    await eachHasItsOwn(app, 5)
    expect(await rows(sql`select code from faults`)).toEqual([{ code: 'batch' }])
  })

  test('may come with an event before the answer, and the answer does not take its place', async () => {
    const app = await appWithDueReaders(3)
    await sendUnheard()
    for (const letter of await app.emulator.letters()) await app.sendEvent('delivered', letter)
    await eachHasItsOwn(app, 3, '', 'delivered')
    await app.clock.advance('PT2M')
    await app.tick()
    await eachHasItsOwn(app, 3, '', 'delivered')
  })

  async function eachHasItsOwn(app: TestApp, readers: number, but = '', status = 'sent') {
    for (const letter of await expectEveryoneOnce(app, readers, but)) {
      expect(await deliveryTo(letter.to[0] ?? ''), letter.to[0]).toMatchObject({
        status,
        provider_id: letter.id,
        dedupe_key: (letter.tags.delivery ?? '').replaceAll('_', '/'),
        failed_at: null,
        problem: null,
      })
    }
    if (but) {
      const row = await deliveryTo(but)
      expect(row).toMatchObject({
        status: 'failed',
        provider_id: null,
        sent_at: null,
        problem: expect.stringMatching(/./),
      })
      expect(row.failed_at).toEqual(around(Date.parse(await app.clock.now())))
    }
  }
})

describe('a batch that is settled', () => {
  const settled = () =>
    rows<{ accepted: number; refused: number; late_ms: number | null; frozen: string; lease: string | null }>(sql`
      select accepted, refused, late_ms, frozen, lease from batches
      where settled_at is not null and kind = 'lesson' and created_at > ${Date.parse(BEGAN) + 3_600_000}`)

  test('counts what was accepted and what was refused, keeps no address, and holds nobody up', async () => {
    const app = await appWithDueReaders(5)
    await app.emulator.change({ refuse: [readerOf(1), readerOf(3)] })
    await app.tick()
    expect(await settled()).toEqual([{ accepted: 3, refused: 2, frozen: '', lease: null, late_ms: expect.any(Number) }])
  })

  test('says how late its letters left, at the 95th of a hundred', async () => {
    const app = await appWithDueReaders(40)
    await rows(sql`
      update enrolments set next_due_at = next_due_at - 3600000 * (select count(*) from enrolments o where o.id < enrolments.id)
      where id in (select id from enrolments order by id limit 4)`)
    await app.clock.advance('PT3M')
    await app.tick()
    // Three of forty are one, two and three hours later; at the 95th of a hundred stands the first of them.
    expect((await settled()).map(({ late_ms }) => late_ms)).toEqual([around(63 * 60_000)])
  })

  test('counts nobody as late who left before her time', async () => {
    const app = await appWithDueReaders(3)
    await app.tick()
    const [batch] = await settled()
    expect(batch?.late_ms).toBeGreaterThanOrEqual(0)
    expect(batch?.late_ms).toBeLessThan(60_000)
  })
})

test('whoever left is due no more, and due again when she comes back', async () => {
  const app = await appWithDueReaders(1)
  await app.tick()
  const due = async () => (await rows<{ next_due_at: number }>(sql`select next_due_at from enrolments`))[0]?.next_due_at
  expect(await due()).toBe(Date.parse('2026-03-04T06:00:00Z'))
  await app.oneClick(app.firstLesson)
  await app.liveThrough(['2026-03-04T06:00:00Z'])
  expect(await due()).toBeNull()
  await app.signUp({ email: readerOf(0), timeZone: vienna })
  await app.quiet()
  await app.confirm(readerOf(0))
  expect(await due()).toBe(Date.parse('2026-03-05T06:00:00Z'))
})

test('a letter that left keeps nothing open, and one taken back says since when and why', async () => {
  const app = await appWithDueReaders(2)
  await app.emulator.injectFaults({ do: 'daily-quota', match: { to: readerOf(0) } })
  await app.tick()
  await app.oneClick(app.firstLesson)
  const [, , taken] = await deliveriesTo(readerOf(0))
  expect(taken).toMatchObject({ kind: 'lesson', status: 'cancelled', problem: 'unsubscribed', sent_at: null })
  expect(taken?.cancelled_at).toEqual(around(Date.parse(await app.clock.now())))
  expect((await deliveriesTo(readerOf(1))).at(-1)).toMatchObject({ status: 'queued', batch_id: null })
})

// The provider takes every batch, or never has it, and nobody hears of it.
async function sendUnheard(took = true) {
  const { plan, planned, send, provider } = await openWorkerSteps()
  await plan()
  for (const batch of planned) {
    await send(batch, { send: async (...given) => crash(took && (await provider.send(...given))) }).catch(() => {})
  }
}

// The clock runs on while we ask.
const around = (moment: number) => expect.closeTo(moment, -5)
