import { sql } from 'drizzle-orm'
import { describe } from 'vitest'
import {
  type AppWithDueReaders,
  appWithDueReaders,
  expectEveryoneOnce,
  openDatabase,
  readerOf,
} from '../support/due-readers.ts'
import { countRequests } from '../support/query-plans.ts'
import { until } from '../support/test-app/until.ts'
import { expect, linkTo, type TestApp, test } from '../support/test-app.ts'

const anna = 'anna@reader.test'

const rows = <Row>(query: ReturnType<typeof sql>) => openDatabase().all<Row>(query)

async function tables(...names: string[]) {
  const counts = await Promise.all(
    names.map(async (name) => (await rows<{ n: number }>(sql`select count(*) as n from ${sql.raw(name)}`))[0]?.n),
  )
  return Object.fromEntries(names.map((name, i) => [name, counts[i]]))
}

async function later(app: TestApp, days: number) {
  await app.clock.advance(`P${days}D`)
  await app.tick()
}

/** The link of the last confirmation, when so many have come. */
async function newestLink(app: TestApp, confirmations: number): Promise<string> {
  const letters = await until('A confirmation did not come.', async () => {
    const came = (await app.lettersTo(anna)).filter(({ tags }) => tags.kind === 'confirm')
    return came.length === confirmations ? came : undefined
  })
  return linkTo('confirm', letters.at(-1)!)
}

const emailsOf = async () =>
  (await rows<{ email: string }>(sql`select email from subscribers order by email`)).map(({ email }) => email)

describe('someone who never confirms', () => {
  test('is forgotten after thirty days, with what she typed and what was sent; her link opens nothing, and she may begin anew', async ({
    app,
  }) => {
    await app.tick()
    await app.signUp({ email: anna, firstName: 'Anna' })
    const link = linkTo('confirm', await app.letterTo(anna, 'confirm'))
    await app.quiet()
    await later(app, 29)
    expect(await emailsOf()).toEqual([anna])
    await later(app, 2)
    expect(await tables('subscribers', 'sign_ups', 'deliveries')).toEqual({
      subscribers: 0,
      sign_ups: 0,
      deliveries: 0,
    })
    expect((await app.fetch(link)).status).toBe(404)
    expect((await app.post(link)).status).toBe(404)
    await app.signUp({ email: anna, timeZone: 'Europe/Vienna' })
    expect((await app.post(await newestLink(app, 2))).status).toBe(200)
    await app.letterTo(anna, 'lesson')
  })

  test('and signs up again within the time stays until thirty days after that', async ({ app }) => {
    await app.tick()
    await app.signUp({ email: anna })
    await app.quiet()
    await later(app, 20)
    await app.signUp({ email: anna })
    const link = await newestLink(app, 2)
    await app.quiet()
    await later(app, 29)
    expect(await emailsOf()).toEqual([anna])
    expect((await app.fetch(link)).status).toBe(200)
    await later(app, 2)
    expect(await emailsOf()).toEqual([])
  })

  test('is forgotten after as many days as are set', async ({ app }) => {
    app.settings({ KEEP_UNCONFIRMED_DAYS: '3' })
    await app.tick()
    await app.signUp({ email: anna })
    await app.quiet()
    await later(app, 2)
    expect(await emailsOf()).toEqual([anna])
    await later(app, 2)
    expect(await emailsOf()).toEqual([])
  })

  test('stays while anything speaks for her: a mail on its way, a line in the ledger, a booking', async ({ app }) => {
    await app.tick()
    for (const name of ['mail', 'ledger', 'booking', 'press', 'course', 'nothing']) {
      await app.signUp({ email: `${name}@reader.test` })
    }
    await app.quiet()
    const who = (name: string) => sql`(select id from subscribers where email = ${`${name}@reader.test`})`
    await rows(
      sql`update deliveries set status = 'queued', batch_id = null, due_at = ${Date.parse('2099-01-01')} where subscriber_id = ${who('mail')}`,
    )
    await rows(sql`insert into consents (subscriber_id, action, at) values (${who('ledger')}, 'paused', 1)`)
    await rows(sql`insert into bookings (subscriber_id, booked_at, source) values (${who('booking')}, 1, 'reader')`)
    await rows(sql`insert into booking_clicks (subscriber_id, clicked_at) values (${who('press')}, 1)`)
    await rows(sql`
      insert into enrolments (id, subscriber_id, course, lessons, next_lesson, started_at, finished_at)
      values (1, ${who('course')}, 'x', 1, 2, 1, 1)`)
    await later(app, 31)
    expect(await emailsOf()).toEqual(
      ['booking', 'course', 'ledger', 'mail', 'press'].map((name) => `${name}@reader.test`),
    )
    expect(await tables('faults')).toEqual({ faults: 0 }) // they were not even tried
  })

  test('takes nobody with her: readers keep their letters, their record and their lessons', async () => {
    const app = await appWithDueReaders(3)
    await app.signUp({ email: anna })
    await app.letterTo(anna, 'confirm')
    const before = await tables('consents', 'enrolments')
    await app.tick()
    await rows(sql`update sign_ups set created_at = created_at - 40 * 86400000, slot_at = null, letter_at = null`)
    await rows(sql`update subscribers set created_at = created_at - 40 * 86400000`)
    await app.clock.advance('PT16M')
    await app.tick()
    expect(await emailsOf()).toEqual([0, 1, 2].map(readerOf))
    expect(await tables('consents', 'enrolments', 'sign_ups')).toEqual({ ...before, sign_ups: 0 })
    await app.clock.set('2026-03-04T06:00:00Z')
    expect(await app.tick()).toMatchObject({ sent: 3 })
    expect(await tables('consents')).toEqual({ consents: before.consents })
  })
})

test('many go in small steps, within one tick', async () => {
  const app = await appWithDueReaders(1)
  await app.tick()
  await rows(sql`
    with recursive n (i) as (select 1 union all select i + 1 from n where i < 1700)
    insert into subscribers (id, email, time_zone, send_hour, created_at) select 10 + i, 'old-' || i || '@x.test', 'UTC', 7, i from n`)
  await rows(sql`
    insert into deliveries (dedupe_key, kind, template, source_kind, subscriber_id, due_at, status, created_at, sent_at)
    select 'confirmation/' || id || '/x', 'confirm', 'confirm', 'sign_up', id, 1, 'sent', 1, 1 from subscribers where email like 'old-%'`)
  await app.clock.advance('PT16M')
  const trips = countRequests()
  await app.tick()
  expect(await emailsOf()).toEqual([readerOf(0)])
  expect(trips.database).toBeLessThan(20)
  expect(await rows(sql`select 1 from deliveries where dedupe_key like 'confirmation/%/x'`)).toEqual([])
})

describe('what the provider told', () => {
  test('loses its words after a week and is forgotten after ninety days; told again in between it counts once', async () => {
    const app = await appWithDueReaders(1)
    await app.tick()
    const letter = await app.letterTo(readerOf(0))
    await app.sendEvent('soft-bounced', letter, { id: 'msg_one' })
    const [told] = await rows<{ body: string }>(sql`select body from provider_events`)
    expect(told?.body).toContain(readerOf(0))
    await later(app, 6)
    expect(await rows(sql`select 1 from provider_events where body <> ''`)).toHaveLength(1)
    await later(app, 2)
    expect(await rows(sql`select svix_id as id, type, body from provider_events`)).toEqual([
      { id: 'msg_one', type: 'email.bounced', body: '' },
    ])
    expect((await app.sendEvent('soft-bounced', letter, { id: 'msg_one' })).status).toBe(200)
    expect(await rows(sql`select body from provider_events`)).toEqual([{ body: '' }])
    await later(app, 81)
    expect(await tables('provider_events')).toEqual({ provider_events: 1 })
    await later(app, 2)
    expect(await tables('provider_events')).toEqual({ provider_events: 0 })
  })

  test('is kept for as many days as are set, and so is what failed', async () => {
    const app = await appWithDueReaders(1)
    app.settings({ KEEP_EVENTS_DAYS: '10' })
    await app.tick()
    await app.sendEvent('delivered', await app.letterTo(readerOf(0)))
    const at = Date.parse(await app.clock.now())
    await rows(
      sql`insert into faults (code, subject, problem, first_at, last_at) values ('event', 'x', 'odd', 1, ${at})`,
    )
    await later(app, 9)
    expect(await tables('provider_events', 'faults')).toEqual({ provider_events: 1, faults: 1 })
    await later(app, 2)
    expect(await tables('provider_events', 'faults')).toEqual({ provider_events: 0, faults: 0 })
  })
})

test('readers whose zone was unknown at the migration get the practitioner’s', async () => {
  const app = await appWithDueReaders(3)
  await app.tick()
  await rows(sql`update subscribers set time_zone = 'UTC', zone_assumed_at = 0 where email <> ${readerOf(0)}`)
  await app.clock.advance('PT16M')
  await app.tick()
  const now = Date.parse(await app.clock.now())
  const zones = await rows<{ zone: string; since: number | null }>(
    sql`select time_zone as zone, zone_assumed_at as since from subscribers order by email`,
  )
  expect(zones.map(({ zone }) => zone)).toEqual(Array(3).fill('Europe/Vienna'))
  expect(zones.map(({ since }) => since !== null && Math.abs(now - since) < 60_000)).toEqual([false, true, true])
})

test('what cannot be forgotten stops neither the mail nor what else is to be tidied, and is counted', async () => {
  const app = await appWithDueReaders(3)
  await rows(
    sql`create trigger stubborn before delete on subscribers when old.id = 77 begin select raise(abort, 'stubborn'); end`,
  )
  await rows(sql`
    insert into subscribers (id, email, time_zone, send_hour, created_at) values (76, 'one@x.test', 'UTC', 7, 1), (77, 'old@x.test', 'UTC', 7, 1), (78, 'two@x.test', 'UTC', 7, 1)`)
  await rows(sql`insert into provider_events (svix_id, type, body, received_at) values ('old', 'x', 'x', 1)`)
  await rows(sql`update outbox set watched_at = 0`)
  expect(await app.tick()).toMatchObject({ sent: 3 })
  await expectEveryoneOnce(app as AppWithDueReaders, 3)
  expect(await tables('provider_events')).toEqual({ provider_events: 0 })
  expect(await emailsOf()).toEqual(['old@x.test', ...[0, 1, 2].map(readerOf)])
  expect(await rows(sql`select code, subject, problem from faults`)).toEqual([
    { code: 'tick_step', subject: 'forget_people/77', problem: expect.stringContaining('stubborn') },
  ])
})

describe('the privacy page', () => {
  test('says how long, as it is set', async ({ app }) => {
    const usual = await (await app.fetch('/privacy')).text()
    expect(usual).toContain('gone after 30 days')
    expect(usual).toContain('seven days and is gone after 90 days')
    app.settings({ KEEP_UNCONFIRMED_DAYS: '14', KEEP_EVENTS_DAYS: '1' })
    const other = await (await app.fetch('/privacy')).text()
    expect(other).toContain('14 days')
    expect(other).toContain('one day')
    expect(other).not.toContain('30 days')
  })
})
