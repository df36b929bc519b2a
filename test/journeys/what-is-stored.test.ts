import { sql } from 'drizzle-orm'
import { describe } from 'vitest'
import type { News } from '../../scripts/resend-emulator/webhook-event.ts'
import { BEGAN, everyoneOnce, lastADay, morningOf, readerOf } from '../support/crowd.ts'
import { at, minutesFrom, onEachDay } from '../support/diary.ts'
import { deliveriesTo, deliveryTo, rows } from '../support/rows.ts'
import { die, takeApart } from '../support/taken-apart.ts'
import { bendWire, sendsLetters } from '../support/wire.ts'
import { expect, linkTo, test, type World } from '../support/world.ts'

const anna = 'anna@reader.test'
const vienna = 'Europe/Vienna'

describe('a press', () => {
  /** Anna on her last morning, with the lesson that has all links to book. */
  const onTheLastMorning = async (world: World) => {
    await world.clock.set(at('2026-03-02 10:30', vienna))
    await world.begin({ email: anna, timeZone: vienna })
    await world.liveThrough(onEachDay('2026-03-03', 6, vienna, ['07:00']))
    return await world.letterTo(anna, 'lesson')
  }
  const clicks = () => rows<{ clicked_at: number }>(sql`select clicked_at from booking_clicks order by id`)

  test('of "Book a session" is counted with its moment; a program that only looks is not', async ({ world }) => {
    const path = linkTo('book', await onTheLastMorning(world))
    for (const method of ['HEAD', 'HEAD']) expect((await world.fetch(path, { method })).status).toBe(302)
    expect(await clicks()).toEqual([])
    const now = Date.parse(await world.clock.now())
    expect((await world.fetch(path)).status).toBe(302)
    await world.fetch(path, { method: 'HEAD' })
    expect(await clicks()).toEqual([{ clicked_at: around(now) }])
    await world.clock.advance('PT1H')
    await world.fetch(path)
    expect(await clicks()).toHaveLength(2)
  })

  test('of "I have booked" keeps its first moment, however often it is made', async ({ world }) => {
    const path = linkTo('booked', await onTheLastMorning(world))
    const bookings = () => rows(sql`select booked_at, source from bookings`)
    for (const method of ['GET', 'HEAD']) await world.fetch(path, { method })
    expect(await bookings()).toEqual([])
    const now = Date.parse(await world.clock.now())
    await world.post(path)
    const [first, ...others] = await bookings()
    expect([first, others]).toEqual([{ booked_at: around(now), source: 'reader' }, []])
    await world.clock.advance('P1D')
    expect((await world.post(path)).status).toBe(200)
    expect(await bookings()).toEqual([first])
  })
})

describe('news of a letter', () => {
  const kinds: [news: News, column: string][] = [
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
    async ([news, column]) => {
      const world = await morningOf(1)
      await world.tick()
      const letter = await world.letterTo(readerOf(0))
      const { sent_at: sentAt } = await deliveryTo(readerOf(0))
      const first = minutesFrom(letter.acceptedAt, 5)
      await world.clock.advance('PT30M')
      await world.news(news, letter, { at: first })
      expect(await deliveryTo(readerOf(0))).toMatchObject({ [column]: Date.parse(first), sent_at: sentAt })
      for (const later of [40, 50]) await world.news(news, letter, { at: minutesFrom(first, later) })
      expect(await deliveryTo(readerOf(0))).toMatchObject({ [column]: Date.parse(first), sent_at: sentAt })
      const untouched = kinds.map(([, other]) => other).filter((other) => other !== column)
      for (const other of untouched) expect((await deliveryTo(readerOf(0)))[other as 'sent_at'], other).toBeNull()
    },
  )

  test('without a readable moment takes ours', async () => {
    const world = await morningOf(1)
    await world.tick()
    const letter = await world.letterTo(readerOf(0))
    await world.clock.advance('PT30M')
    await world.news('delivered', letter, { at: 'a while ago' })
    const { delivered_at } = await deliveryTo(readerOf(0))
    expect(delivered_at).toEqual(around(Date.parse(await world.clock.now())))
  })

  test('names its first reason, and a later one does not take its place', async () => {
    const world = await morningOf(1)
    await world.tick()
    const letter = await world.letterTo(readerOf(0))
    expect(await deliveryTo(readerOf(0))).toMatchObject({ status: 'sent', problem: null })
    await world.news('soft-bounced', letter)
    expect(await deliveryTo(readerOf(0))).toMatchObject({ status: 'soft_bounced', problem: 'MailboxFull' })
    await world.news('bounced', letter)
    expect(await deliveryTo(readerOf(0))).toMatchObject({ status: 'bounced', problem: 'MailboxFull' })
  })

  test('is kept once as it came, under its own id, whatever comes of it', async () => {
    const world = await morningOf(1)
    await world.tick()
    const letter = await world.letterTo(readerOf(0))
    for (const id of ['msg_one', 'msg_one', 'msg_two']) await world.news('delivered', letter, { id })
    const kept = await rows<{ svix_id: string; type: string; body: string }>(
      sql`select svix_id, type, body from reports order by svix_id`,
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
    const world = await morningOf(5)
    await world.postman.change({ refuse: [refused] })
    expect(await world.tick()).toMatchObject({ sent: 4, failed: 1 })
    await eachHasItsOwn(world, 5, refused)
  })

  test('stays with its own letter when the whole batch is refused and halved', async () => {
    const world = await morningOf(5)
    await world.postman.change({ refuse: [refused] })
    bendWire((request, go) => {
      const headers = new Headers(request.headers)
      if (sendsLetters(request)) headers.delete('x-batch-validation')
      return go(new Request(request, { headers }))
    })
    expect(await world.tick()).toMatchObject({ sent: 4, failed: 1 })
    await eachHasItsOwn(world, 5, refused)
  })

  test('is found again by asking, after a doubt', async () => {
    const world = await morningOf(5)
    await sendUnheard()
    await lastADay(world)
    expect(await world.tick()).toMatchObject({ sent: 5 })
    await eachHasItsOwn(world, 5)
  })

  test.for([
    ['took them', true],
    ['never had them', false],
  ] as const)('is found by asking when what was frozen is torn, whether the provider %s', async ([, took]) => {
    const world = await morningOf(5)
    await sendUnheard(took)
    await rows(sql`update batches set frozen = '{' where settled_at is null`)
    await world.clock.advance('PT2M')
    await world.tick()
    await world.clock.advance('PT1M')
    await world.tick()
    await eachHasItsOwn(world, 5)
    expect(await rows(sql`select code from faults`)).toEqual([{ code: 'batch' }])
  })

  test('may come with news before the answer, and the answer does not take its place', async () => {
    const world = await morningOf(3)
    await sendUnheard()
    for (const letter of await world.postman.letters()) await world.news('delivered', letter)
    await eachHasItsOwn(world, 3, '', 'delivered')
    await world.clock.advance('PT2M')
    await world.tick()
    await eachHasItsOwn(world, 3, '', 'delivered')
  })

  async function eachHasItsOwn(world: World, readers: number, but = '', status = 'sent') {
    for (const letter of await everyoneOnce(world, readers, but)) {
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
      expect(row.failed_at).toEqual(around(Date.parse(await world.clock.now())))
    }
  }
})

describe('a batch that is settled', () => {
  const settled = () =>
    rows<{ accepted: number; refused: number; late_ms: number | null; frozen: string; lease: string | null }>(sql`
      select accepted, refused, late_ms, frozen, lease from batches
      where settled_at is not null and kind = 'lesson' and created_at > ${Date.parse(BEGAN) + 3_600_000}`)

  test('counts what was accepted and what was refused, keeps no address, and holds nobody up', async () => {
    const world = await morningOf(5)
    await world.postman.change({ refuse: [readerOf(1), readerOf(3)] })
    await world.tick()
    expect(await settled()).toEqual([{ accepted: 3, refused: 2, frozen: '', lease: null, late_ms: expect.any(Number) }])
  })

  test('says how late its letters left, at the 95th of a hundred', async () => {
    const world = await morningOf(40)
    await rows(sql`
      update enrolments set next_due_at = next_due_at - 3600000 * (select count(*) from enrolments o where o.id < enrolments.id)
      where id in (select id from enrolments order by id limit 4)`)
    await world.clock.advance('PT3M')
    await world.tick()
    // Three of forty are one, two and three hours later; at the 95th of a hundred stands the first of them.
    expect((await settled()).map(({ late_ms }) => late_ms)).toEqual([around(63 * 60_000)])
  })

  test('counts nobody as late who left before her time', async () => {
    const world = await morningOf(3)
    await world.tick()
    const [batch] = await settled()
    expect(batch?.late_ms).toBeGreaterThanOrEqual(0)
    expect(batch?.late_ms).toBeLessThan(60_000)
  })
})

test('whoever left is due no more, and due again when she comes back', async () => {
  const world = await morningOf(1)
  await world.tick()
  const due = async () => (await rows<{ next_due_at: number }>(sql`select next_due_at from enrolments`))[0]?.next_due_at
  expect(await due()).toBe(Date.parse('2026-03-04T06:00:00Z'))
  await world.oneClick(world.firstLesson)
  await world.liveThrough(['2026-03-04T06:00:00Z'])
  expect(await due()).toBeNull()
  await world.signUp({ email: readerOf(0), timeZone: vienna })
  await world.quiet()
  await world.confirm(readerOf(0))
  expect(await due()).toBe(Date.parse('2026-03-05T06:00:00Z'))
})

test('a letter that left keeps nothing open, and one taken back says since when and why', async () => {
  const world = await morningOf(2)
  await world.postman.orders({ do: 'daily-quota', match: { to: readerOf(0) } })
  await world.tick()
  await world.oneClick(world.firstLesson)
  const [, , taken] = await deliveriesTo(readerOf(0))
  expect(taken).toMatchObject({ kind: 'lesson', status: 'cancelled', problem: 'unsubscribed', sent_at: null })
  expect(taken?.cancelled_at).toEqual(around(Date.parse(await world.clock.now())))
  expect((await deliveriesTo(readerOf(1))).at(-1)).toMatchObject({ status: 'queued', batch_id: null })
})

// The provider takes every batch, or never has it, and nobody hears of it.
async function sendUnheard(took = true) {
  const { plan, planned, send, provider } = await takeApart()
  await plan()
  for (const batch of planned) {
    await send(batch, { send: async (...given) => die(took && (await provider.send(...given))) }).catch(() => {})
  }
}

// The clock runs on while we ask.
const around = (moment: number) => expect.closeTo(moment, -5)
