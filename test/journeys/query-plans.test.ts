import { createScheduledController } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { sql } from 'drizzle-orm'
import { beforeEach, describe, inject } from 'vitest'
import { composeContext } from '../../src/composition.ts'
import type { Bindings } from '../../src/context.ts'
import worker from '../../src/index.ts'
import { isMadeFrom } from '../architecture/is-made-from.ts'
import { broadcasts } from '../support/broadcasts.ts'
import {
  type AppWithDueReaders,
  appWithDueReaders,
  failForADay,
  healthOf,
  openDatabase,
  readerOf,
} from '../support/due-readers.ts'
import { interceptFetch, type Statement } from '../support/intercept-fetch.ts'
import { writeLetters } from '../support/letters-at-desk.ts'
import { signInAndLeave } from '../support/operator-at-work.ts'
import { countRequests, fullScans, planOf, recordStatements } from '../support/query-plans.ts'
import {
  keepAndForgetPictures,
  sendUnfillable,
  tickOverCorruptRows,
  workByHand,
  writeDrafts,
} from '../support/rare-statements.ts'
import { signInAsOperator } from '../support/sign-in-as-operator.ts'
import { until } from '../support/test-app/until.ts'
import { expect, links, linkTo, test } from '../support/test-app.ts'
import { crash, openWorkerSteps } from '../support/worker-steps.ts'

// Every table that grows with readers, letters or events. What else there is has one row.
const big =
  'deliveries batches subscribers enrolments consents provider_events suppressions templates bookings booking_clicks sign_ups opt_outs sign_in_links sessions audit_log pictures broadcast_pictures broadcast_links link_clicks'

let app: AppWithDueReaders

beforeEach(async () => {
  app = await dueReaders()
})

const acts: Record<string, () => Promise<unknown>> = {
  'a tick, and sending': sendTheMorning,
  'a tick in trouble': sendInTrouble,
  'settling a doubt': settleDoubt,
  'asking the provider first, after a gap': catchUp,
  'a letter to everyone': writeToEveryone,
  'to whom and when': chooseAndSend,
  'templates that are corrected': correctTemplates,
  events: hearEvents,
  'the pages of a reader': readPages,
  'pictures of letters': keepPictures,
  'drafts of letters': writeDrafts,
  'the links of a letter': followLinks,
  'letters at the desk': () => writeLetters(app),
  'signing up': signUp,
  'an operator': () => signInAndLeave(app),
  'forgetting what is old': forgetOld,
  'signing up as a stranger': signUpAsStranger,
}

// What each act said to the database; an act is played once.
const said = new Map<string, Statement[]>()
async function statementsOf(name: string): Promise<Statement[]> {
  const known = said.get(name)
  if (known) return known
  const heard = recordStatements()
  await acts[name]?.()
  const statements = heard()
  said.set(name, statements)
  return statements
}

describe('no statement reads a big table from end to end', () => {
  test.each(Object.keys(acts))('%s', async (name) => {
    const statements = await statementsOf(name)
    expect(statements.length).toBeGreaterThan(5)
    for (const statement of statements) {
      expect.soft(await fullScans(statement, big.split(' ')), statement.sql).toEqual([])
    }
  })
})

describe('every statement', () => {
  test('of the source is among those of these acts and of rare ones, and the database knows its tables and columns', async () => {
    const rare = recordStatements()
    await tickOverCorruptRows(app)
    await sendUnfillable(app)
    await workByHand(app)
    const statements = rare()
    for (const statement of statements) await planOf(statement)
    for (const name of Object.keys(acts)) {
      if (!said.has(name)) app = await dueReaders()
      statements.push(...(await statementsOf(name)))
    }
    const texts = [...new Set(statements.map(({ sql }) => sql))]
    const missing = inject('writtenSql').filter((written) => !texts.some((text) => isMadeFrom(text, written)))
    expect(missing.map(({ at, pieces }) => `${at} ${pieces.join(' … ').replace(/\s+/g, ' ')}`)).toEqual([])
  })
})

describe('round trips', () => {
  test('a tick with nothing to do makes one, and asks the provider nothing', async () => {
    await app.tick()
    app.settings({ DEV_CLOCK: '' })
    await openDatabase().run(sql`update enrolments set next_due_at = ${Date.now() + 86_400_000}`)
    const runTick = () => worker.scheduled(createScheduledController(), env as unknown as Bindings)
    await runTick() // forgets what is old after the months that the clock leapt over
    for (const watchedAt of [0, Date.now()]) {
      await openDatabase().run(sql`update outbox set watched_at = ${watchedAt}`)
      const trips = countRequests()
      await runTick()
      expect(trips).toEqual({ database: 1, emulator: 0 })
    }
  })

  test('a batch of a hundred takes at most four besides planning, and one request', async () => {
    await openDatabase().run(
      sql`update enrolments set next_due_at = ${Date.parse('2026-03-03T06:00:00Z')} where id in (select id from enrolments limit 103)`,
    )
    const trips = countRequests()
    const { plan, planned, send } = await openWorkerSteps()
    await plan()
    const before = { ...trips }
    const [hundred] = planned
    if (!hundred) throw new Error('nothing was planned')
    expect(await send(hundred)).toMatchObject({ result: 'settled', accepted: 100 })
    expect(trips.emulator - before.emulator).toBe(1)
    expect(trips.database - before.database).toBeLessThanOrEqual(4)
  })
})

// A thousand readers, three of them due.
async function dueReaders() {
  const started = await appWithDueReaders(1000)
  await openDatabase().run(sql`
    update enrolments set next_due_at = ${Date.parse('2030-01-01')}
    where subscriber_id not in (select id from subscribers where email in (${readerOf(0)}, ${readerOf(1)}, ${readerOf(2)}))`)
  return started
}

async function sendTheMorning() {
  expect(await app.tick()).toMatchObject({ planned: 3, sent: 3 })
  await app.clock.set('2026-03-04T06:00:00Z')
  expect(await app.tick()).toMatchObject({ planned: 3, sent: 3 })
  await healthOf(app)
}

async function sendInTrouble() {
  await app.emulator.injectFaults({ do: '500' }, { do: '429', retryAfter: 600 }, { do: 'daily-quota' })
  await app.emulator.change({ refuse: [readerOf(1)] })
  interceptFetch((request, go) => {
    const headers = new Headers(request.headers)
    headers.delete('x-batch-validation')
    return go(new Request(request, { headers }))
  })
  for (const pause of ['PT1M', 'PT1H', 'PT24H', 'PT1M', 'PT24H']) {
    await app.tick()
    await app.clock.advance(pause)
  }
  expect((await app.tick()).failed).toBeGreaterThan(0)
}

async function settleDoubt() {
  await dieUnheard()
  await failForADay(app)
  await app.emulator.injectFaults({ do: '500' })
  expect(await app.tick()).toMatchObject({ retried: 3 })
  await app.clock.advance('PT20M')
  expect(await app.tick()).toMatchObject({ sent: 3 })
}

async function catchUp() {
  await dieUnheard()
  const hers = sql`subscriber_id = (select id from subscribers where lower(email) = ${readerOf(1)})`
  await openDatabase().run(sql`delete from deliveries where ${hers}`)
  await app.clock.advance('PT5H')
  await app.tick()
  expect(await openDatabase().all(sql`select template from deliveries where ${hers}`)).toEqual([
    { template: 'recovered' },
  ])
}

async function writeToEveryone() {
  await app.tick()
  const id = await broadcasts.draft()
  await broadcasts.schedule(id)
  await broadcasts.pause(id)
  expect(await app.tick()).toMatchObject({ planned: 0 })
  await broadcasts.resume(id)
  expect(await app.tick()).toMatchObject({ planned: 1000, sent: 1000 })
  await app.clock.advance('PT1M')
  await app.tick()
  const another = await broadcasts.draft()
  await broadcasts.schedule(another)
  await broadcasts.stop(another)
}

async function followLinks() {
  const maren = await signInAsOperator(app)
  const path = (await maren.post('/admin/broadcasts')).headers.get('location') ?? ''
  const markdown = '[A](https://a.example/)\n\n[Book](%%bookUrl%%)'
  expect((await maren.post(path, { subject: 'Spring', markdown, version: '1' })).status).toBe(303)
  await broadcasts.schedule(Number(path.split('/').at(-1)))
  await app.tick()
  const letter = await app.letterTo(readerOf(0), 'broadcast')
  await app.clock.advance('PT1M')
  for (const link of links(letter).filter((one) => one.includes('/go/'))) {
    expect((await app.fetch(link)).status).toBe(302)
  }
  await until('The clicks were not counted.', async () => {
    const [counted] = await openDatabase().all<{ clicks: number }>(sql`
      select (select count(*) from link_clicks where subscriber_id = s.id)
        + (select count(*) from booking_clicks where subscriber_id = s.id) as clicks
      from subscribers s where lower(s.email) = ${readerOf(0)}`)
    return counted?.clicks === 3
  })
  expect((await app.oneClick(letter)).status).toBe(200)
  await app.sendEvent('bounced', await app.letterTo(readerOf(1), 'broadcast'))
  await app.clock.advance('PT1M')
  await app.tick()
  for (const form of ['/replies', '/publish']) expect((await maren.post(`${path}${form}`)).status).toBe(303)
  for (const page of [path, `${path}/report.csv`, `${path}/report/letter`])
    expect((await maren.fetch(page)).status, page).toBe(200)
  for (const page of ['/letters', '/letters/spring', '/feed.xml']) expect((await app.fetch(page)).status).toBe(200)
  expect((await maren.post(`${path}/unpublish`)).status).toBe(303)
}

async function chooseAndSend() {
  await app.tick()
  const picked = { booked: 'no' as const, tags: ['a'], sources: ['b'], joinedFrom: 1, joinedBefore: 2e12, active: true }
  const id = await broadcasts.draft()
  for (const course of ['any', 'not_in_course', 'in_course', 'finished'] as const) {
    await broadcasts.count({ course })
    await broadcasts.count({ ...picked, course })
  }
  for (const who of ['not_had', 'not_clicked'] as const) await broadcasts.count({ earlier: { broadcast: id, who } })
  await broadcasts.words()
  await broadcasts.test(id, null)
  await broadcasts.test(id, { subject: 'Another', share: 50, decideAfterMs: 1 })
  await broadcasts.schedule(id, 60_000)
  await broadcasts.undo(id)
  await broadcasts.schedule(id)
  await app.tick()
  for (const _ of ['decided', 'finished']) {
    await app.clock.advance('PT2M')
    await app.tick()
  }
  await broadcasts.numbers(id)
  await app.clock.advance('PT50H')
  await broadcasts.again(id, 'Once more')
  const local = await broadcasts.draft()
  await broadcasts.scheduleLocal(local, '2026-03-06T09:00', ['Europe/Vienna'])
  await broadcasts.pause(local)
  await broadcasts.resume(local)
  const maren = await signInAsOperator(app)
  const path = (await maren.post('/admin/broadcasts')).headers.get('location') ?? ''
  await maren.post(path, { subject: 'By hand', markdown: 'Words.', version: '1' })
  await maren.post(`${path}/audience`, { course: 'any' })
  expect((await maren.post(`${path}/send`, { when: 'now', confirm: 'yes' })).status).toBe(303)
  expect((await maren.fetch(path)).status).toBe(200)
  await expect(broadcasts.release(local)).rejects.toThrow('waits for a decision')
  await expect(broadcasts.rewrite(local)).rejects.toThrow('waits for a decision')
}

async function correctTemplates() {
  await app.emulator.injectFaults({ do: '500' })
  await app.tick()
  const db = openDatabase()
  await db.run(
    sql`update batches set frozen = json_set(frozen, '$.letters[0].gaps', json('{}')) where settled_at is null`,
  )
  await app.clock.advance('PT5M')
  await app.tick()
  await app.clock.advance('PT1M')
  await app.tick()
  await app.quiet()
  const id = await broadcasts.draft({ subject: 'Words that are corrected' })
  await broadcasts.schedule(id)
  await db.run(
    sql`update templates set text = '%%lessonUrl%%' where hash = (select template_hash from broadcasts where id = ${id})`,
  )
  await db.run(sql`
    update deliveries set status = 'failed', unfilled = 'old', failed_at = 1, sent_at = null, provider_id = null
    where kind = 'lesson' and subscriber_id = (select id from subscribers where lower(email) = ${readerOf(1)}) and part = 2`)
  await app.tick()
  await app.quiet()
  expect(await healthOf(app)).toMatchObject({ unfilled: 1000 })
  await broadcasts.correct(id, { html: '<p>Better words.</p>' })
  expect(await app.tick()).toMatchObject({ sent: 1000 })
}

async function dieUnheard() {
  const { plan, planned, send, provider } = await openWorkerSteps()
  await plan()
  for (const batch of planned) {
    await send(batch, { send: async (...given) => crash(await provider.send(...given)) }).catch(() => {})
  }
}

async function hearEvents() {
  await app.tick()
  const letter = await app.letterTo(readerOf(0), 'lesson')
  for (const kind of [
    'sent',
    'delivery_delayed',
    'soft-bounced',
    'delivered',
    'opened',
    'clicked',
    'failed',
    'bounced',
    'complained',
  ] as const) {
    expect((await app.sendEvent(kind, letter)).status).toBe(200)
  }
}

async function readPages() {
  const path = (purpose: string) => linkTo(purpose, app.firstLesson)
  const preferences = path('preferences')
  // The links to book come with the later lessons; they name the same reader.
  const { signer } = await composeContext()(env as unknown as Bindings)
  const reader = (await signer.read('preferences', preferences.split('/')[2] ?? '')) ?? []
  const [book, booked] = [
    `/book/${await signer.sign('book', reader)}`,
    `/booked/${await signer.sign('booked', reader)}`,
  ]
  const pages = [preferences, path('unsubscribe'), path('lessons'), book, booked]
  const seen = await Promise.all(pages.map((page) => app.fetch(page)))
  expect(seen.map(({ status }) => status)).toEqual([200, 200, 200, 302, 200])
  for (const form of ['/weekdays', '/hour', '/pause', '/resume', '']) {
    expect((await app.post(`${preferences}${form}`, { hour: '8', pauseFor: 'P7D', firstName: 'Anna' })).status).toBe(
      303,
    )
  }
  expect((await app.post(booked)).status).toBe(200)
  expect((await app.oneClick(app.firstLesson)).status).toBe(200)
  expect((await app.fetch(path('unsubscribe'))).status).toBe(200)
}

async function forgetOld() {
  await app.tick()
  await openDatabase().run(sql`
    with recursive n (i) as (select 1 union all select i + 1 from n where i < 600)
    insert into subscribers (id, email, time_zone, send_hour, created_at) select i, 'old-' || i || '@x.test', 'UTC', 7, i from n`)
  await openDatabase().run(sql`
    with recursive n (i) as (select 1 union all select i + 1 from n where i < 600)
    insert into provider_events (svix_id, type, body, received_at) select 'old-' || i, 'x', 'x', i from n`)
  await openDatabase().run(sql`update subscribers set zone_assumed_at = 0 where id = 600`)
  await openDatabase().run(sql`update subscribers set created_at = ${Date.parse('2026-03-03')} where id = 600`)
  await app.clock.advance('PT16M')
  await app.tick()
  expect(await openDatabase().all(sql`select time_zone as zone from subscribers where id between 1 and 600`)).toEqual([
    { zone: 'Europe/Vienna' },
  ])
}

async function keepPictures() {
  await keepAndForgetPictures()
  await app.clock.advance('P31D')
  await app.tick()
  expect(await openDatabase().all(sql`select key from pictures where key > ''`)).toEqual([])
}

async function signUp() {
  for (const email of [readerOf(1), 'new@reader.test']) expect((await app.signUp({ email })).status).toBe(303)
  const path = linkTo('confirm', await app.letterTo('new@reader.test', 'confirm'))
  await app.fetch(path)
  expect((await app.post(path)).status).toBe(200)
  expect((await app.post(path)).status).toBe(200)
  await app.quiet()
}

// On a free plan, from a network that limits count; then the mailbox opts out.
async function signUpAsStranger() {
  await app.emulator.change({ dailyQuota: 100 })
  const sign = (email: string) =>
    app.fetch('/subscribe', {
      method: 'POST',
      headers: { 'cf-connecting-ip': '2001:db8::1' },
      body: new URLSearchParams({ email, consent: 'yes' }),
    })
  for (const email of ['new@reader.test', 'other@reader.test', readerOf(1)]) {
    expect((await sign(email)).status).toBe(303)
    await app.quiet()
  }
  const never = linkTo('never', await app.letterTo('new@reader.test', 'confirm'))
  expect((await app.post(never)).status).toBe(200)
  expect((await app.post(never)).status).toBe(200)
  expect((await sign('new@reader.test')).status).toBe(303)
  await app.clock.advance('PT16M')
  await app.tick()
}
