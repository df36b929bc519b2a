import { env } from 'cloudflare:workers'
import { sql } from 'drizzle-orm'
import { describe } from 'vitest'
import { AT_ONCE, takeTurn } from '../../src/platform/write-turns.ts'
import { appWithDueReaders, openDatabase, readerOf } from '../support/due-readers.ts'
import { interceptFetch } from '../support/intercept-fetch.ts'
import { deliveryTo, rows } from '../support/rows.ts'
import { until } from '../support/test-app/until.ts'
import { expect, test } from '../support/test-app.ts'

/** An app whose readers have just had a letter each. */
async function afterLetters(readers = 1) {
  const app = await appWithDueReaders(readers)
  await app.tick()
  return { app, letter: await app.letterTo(readerOf(0)) }
}

const statusOf = async (reader = 0) => (await deliveryTo(readerOf(reader), 'lesson')).status
const kept = () => rows<{ svix_id: string; body: string }>(sql`select svix_id, body from provider_events`)
const faults = () => rows(sql`select subject, problem from faults where code = 'event'`)

describe('an event', () => {
  test('is answered without asking the database anything, and written down when the queue brings it', async () => {
    const { app, letter } = await afterLetters()
    app.settings({ DEV_CLOCK: '' })
    let asked = 0
    const letGo = interceptFetch(async (_, go) => {
      asked++
      return await go()
    })
    expect((await app.queueEvent('delivered', letter, { at: letter.acceptedAt })).status).toBe(200)
    letGo()
    expect(asked).toBe(1) // the test tells the emulator what became of its letter
    expect(await statusOf()).toBe('sent')
    expect(await kept()).toEqual([])
    expect(await app.deliverEvents()).toEqual([])
    expect(app.waitingEvents()).toEqual([])
    expect(await statusOf()).toBe('delivered')
    expect(await kept()).toHaveLength(1)
  })

  test('comes through the queue that wrangler.toml names', async () => {
    const { app, letter } = await afterLetters()
    app.useRealEventsQueue()
    expect((await app.queueEvent('delivered', letter)).status).toBe(200)
    await until('The event has not come.', async () => (await statusOf()) === 'delivered')
  })

  test('that is larger than a queue takes is written down at once, whole', async () => {
    const { app, letter } = await afterLetters()
    app.useRealEventsQueue()
    const headers = 'x'.repeat(200 * 1024)
    expect((await app.queueEvent('bounced', letter, { id: 'msg_large', headers })).status).toBe(200)
    expect(await statusOf()).toBe('bounced')
    expect((await kept()).map(({ svix_id, body }) => [svix_id, JSON.parse(body).data.headers])).toEqual([
      ['msg_large', headers],
    ])
  })

  test('that says what we know already, that a letter was sent, is answered and leaves nothing behind', async () => {
    const { app, letter } = await afterLetters()
    expect((await app.queueEvent('sent', letter)).status).toBe(200)
    expect(app.waitingEvents()).toEqual([])
    expect(await kept()).toEqual([])
  })
})

describe('where the queue takes nothing', () => {
  test.each([
    ['because it refuses', 'refuseEvents'],
    ['because there is none', 'useNoEventsQueue'],
  ] as const)('%s, an event is written down at once', async (_, way) => {
    const { app, letter } = await afterLetters()
    app[way]()
    expect((await app.queueEvent('complained', letter)).status).toBe(200)
    expect(await statusOf()).toBe('complained')
  })

  test('and others are writing, the provider is asked to come again: sign-ups come first', async () => {
    const { app, letter } = await afterLetters()
    app.refuseEvents()
    const turns = await Promise.all(Array.from({ length: AT_ONCE }, () => takeTurn(60_000, 'wait')))
    const answer = await app.queueEvent('delivered', letter)
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, expect.any(String)])
    for (const giveBack of turns) giveBack()
    expect((await app.queueEvent('delivered', letter)).status).toBe(200)
    expect(await statusOf()).toBe('delivered')
  })
})

describe('while the database is away', () => {
  test('events come again after growing pauses, and none is lost', async () => {
    const { app, letter } = await afterLetters(3)
    const another = await app.letterTo(readerOf(1))
    const { LIBSQL_URL } = env as unknown as Record<string, string>
    app.settings({ DEV_CLOCK: '', LIBSQL_URL: 'http://127.0.0.1:9/' })
    await app.putOnEventsQueue({ is: 'no event' })
    expect((await app.queueEvent('delivered', letter, { at: letter.acceptedAt })).status).toBe(200)
    expect((await app.queueEvent('bounced', another, { at: letter.acceptedAt })).status).toBe(200)
    for (const pause of [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]) {
      expect(await app.deliverEvents()).toEqual([pause, pause, pause])
    }
    app.settings({ DEV_CLOCK: '1', LIBSQL_URL: LIBSQL_URL ?? '' })
    expect(await app.deliverEvents()).toEqual([])
    expect([await statusOf(0), await statusOf(1)]).toEqual(['delivered', 'bounced'])
    expect(await kept()).toHaveLength(3)
  })

  test('for so long that events are in the dead-letter queue, they are written down from there', async () => {
    const { app, letter } = await afterLetters()
    await app.queueEvent('bounced', letter)
    expect(await app.deliverEvents('galea-events-dead')).toEqual([])
    expect(await statusOf()).toBe('bounced')
  })
})

test('what stands on the queue and is no event is kept, counted and not brought again', async () => {
  const { app, letter } = await afterLetters()
  for (const odd of [null, 7, 'hello', { svixId: 'msg_odd', type: 'email.delivered' }]) await app.putOnEventsQueue(odd)
  await app.queueEvent('delivered', letter)
  expect(await app.deliverEvents()).toEqual([])
  expect(await statusOf()).toBe('delivered')
  expect(await kept()).toHaveLength(5)
  expect(await faults()).toEqual(
    [0, 1, 2, 3].map((i) => ({ subject: `queue/message-${i}`, problem: 'unreadable_message' })),
  )
})

test('a hundred events of delivery take one round trip and write three rows each: the raw one, its age, the delivery', async () => {
  const { app } = await afterLetters(100)
  for (const letter of await app.emulator.letters())
    await app.queueEvent('delivered', letter, { at: letter.acceptedAt })
  app.settings({ DEV_CLOCK: '' })
  let [trips, written] = [0, 0]
  interceptFetch(async (_, go) => {
    const answer = await go()
    trips++
    const said = await answer.clone().text()
    for (const [, rows] of said.matchAll(/"rows_written":(\d+)/g)) written += Number(rows)
    return answer
  })
  const [{ waiting, before }] = [{ waiting: app.waitingEvents().length, before: trips }]
  await app.deliverEvents()
  expect(waiting).toBeGreaterThanOrEqual(100)
  expect(trips - before).toBe(Math.ceil(waiting / 100))
  expect(written).toBe(waiting * 3)
})

test('several unknown deliveries and one that is forgotten are told apart', async () => {
  const { app, letter } = await afterLetters()
  for (const delivery of ['broadcast_9_9', 'constructor', 'confirmation_1_2']) {
    await app.queueEvent('delivered', { ...letter, tags: { delivery } }, { id: `msg_${delivery}` })
  }
  await app.queueEvent('delivered', letter)
  expect(await app.deliverEvents()).toEqual([])
  expect(await openDatabase().all(sql`select subject, times from faults order by subject`)).toEqual([
    { subject: 'msg_broadcast_9_9', times: 1 },
    { subject: 'msg_constructor', times: 1 },
  ])
})
