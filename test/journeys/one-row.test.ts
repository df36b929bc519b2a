import { sql } from 'drizzle-orm'
import { describe } from 'vitest'
import { timeZones } from '../../src/platform/time-zone.ts'
import { broadcasts } from '../support/broadcasts.ts'
import { appWithDueReaders, healthOf, lettersToReaders, openDatabase, readerOf } from '../support/due-readers.ts'
import { localTime } from '../support/local-time.ts'
import { planOf, recordStatements } from '../support/query-plans.ts'
import { askForNobody } from '../support/rare-statements.ts'
import { until } from '../support/test-app/until.ts'
import { expect, linkTo, type TestApp, test } from '../support/test-app.ts'

const MAREN = 'maren@holt-practice.example'

describe('a zone', () => {
  test.each([
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['US/Pacific', 'America/Los_Angeles'],
    ['eUrOpE/lOnDoN', 'Europe/London'],
    ['PST', 'Europe/Vienna'],
    ['+09:00', 'Europe/Vienna'],
    ['__proto__', 'Europe/Vienna'],
  ])('typed as %j brings lesson 2 at seven by the clocks of %s', async (typed, zone) => {
    const app = await appWithDueReaders(1)
    await app.clock.set('2026-03-10T17:00:00Z')
    await app.signUp({ email: 'anna@reader.test', timeZone: typed })
    expect((await app.confirm('anna@reader.test')).status).toBe(200)
    await liveOn(app, Array(44).fill('PT30M'))
    const lessons = await app.lessonsTo('anna@reader.test')
    expect(lessons.length).toBeGreaterThan(1)
    expect(localTime(lessons[1]?.acceptedAt ?? '', zone).slice(11)).toBe('07:00')
  })

  test('that was spoiled in the database is mended when its reader is due, counted and told', async () => {
    const app = await appWithDueReaders(3)
    await openDatabase().run(sql`update subscribers set time_zone = 'PST' where email = ${readerOf(0)}`)
    expect((await app.fetch(linkTo('preferences', app.firstLesson))).status).toBe(200)
    expect(await app.tick()).toMatchObject({ sent: 3, failed: 0 })
    expect(await lettersToReaders(app)).toHaveLength(3)
    expect(await openDatabase().all(sql`select code, times from faults`)).toEqual([{ code: 'time_zone', times: 1 }])
    expect(await openDatabase().all(sql`select distinct time_zone from subscribers`)).toEqual([
      { time_zone: 'Europe/Vienna' },
    ])
    await liveOn(app, ['PT16M'])
    expect(await titlesTo(app)).toEqual(['one thing was put aside'])
    await liveOn(app, ['PT16M', 'PT1H'])
    expect(await titlesTo(app)).toHaveLength(1)
  })

  test('of her own for every reader costs a tick no search through all of them', async () => {
    const app = await appWithDueReaders(400)
    await openDatabase().run(sql`
      update subscribers set time_zone = z.value from json_each(${JSON.stringify(timeZones().slice(0, 400))}) z
      where subscribers.email = 'reader-' || z.key || '@crowd.test'`)
    const heard = recordStatements()
    expect(await app.tick()).toMatchObject({ sent: 376, failed: 0 }) // elsewhere it is still the day of lesson 1
    const joined = heard().filter(({ sql }) => sql.includes('cross join calendar c'))
    expect(joined.length).toBeGreaterThan(2)
    for (const statement of joined) {
      const steps = (await planOf(statement)).filter((step) => /^(SCAN|SEARCH) c\b/.test(step))
      expect(steps, statement.sql).toEqual([expect.stringContaining('USING AUTOMATIC')])
    }
  })
})

test('an event that cannot be written is counted and kept, and does what it can; the others of its batch are written', async () => {
  const app = await appWithDueReaders(3)
  await app.tick()
  const [hers, hit, others] = [
    await app.letterTo(readerOf(0)),
    await app.letterTo(readerOf(1)),
    await app.letterTo(readerOf(2)),
  ]
  await refuse('update on deliveries', `old.provider_id = '${hers.id}'`)
  await app.queueEvent('delivered', others)
  await app.queueEvent('complained', hers, { id: 'msg_stuck' })
  await app.queueEvent('bounced', hit)
  expect(await app.deliverEvents()).toEqual([])
  expect(await openDatabase().all(sql`select code, subject, problem from faults`)).toEqual([
    { code: 'event', subject: 'msg_stuck', problem: expect.stringContaining('this row is stuck') },
  ])
  const deliveries = sql`select provider_id as id, status from deliveries where provider_id is not null order by status`
  expect(await openDatabase().all(deliveries)).toEqual(
    expect.arrayContaining([
      { id: hers.id, status: 'sent' },
      { id: hit.id, status: 'bounced' },
      { id: others.id, status: 'delivered' },
    ]),
  )
  expect(await openDatabase().all(sql`select email, reason from suppressions order by email`)).toEqual([
    { email: readerOf(0), reason: 'complaint' },
    { email: readerOf(1), reason: 'hard_bounce' },
  ])
  expect(await openDatabase().all(sql`select count(*) as "is" from provider_events`)).toEqual([{ is: 3 }])
})

test('a letter to somebody who is not in the database fails alone and is counted, and the other of its batch leaves', async () => {
  const app = await appWithDueReaders(1)
  await askForNobody()
  await app.tick()
  await liveOn(app, ['PT2M', 'PT2M'])
  expect((await app.lettersTo('present@operator.test')).map(({ tags }) => tags.kind)).toContain('signin')
  expect(
    await openDatabase().all(sql`select operator_id as id, status, problem from deliveries where kind = 'signin'`),
  ).toEqual([
    { id: 71, status: 'sent', problem: null },
    { id: 72, status: 'failed', problem: 'no_recipient' },
  ])
  expect(await openDatabase().all(sql`select code, problem, times from faults`)).toEqual([
    { code: 'letter', problem: 'no_recipient', times: 1 },
  ])
})

describe('the practitioner hears', () => {
  test('of a lesson that no tick can write', async () => {
    const app = await appWithDueReaders(3)
    const enrolment = sql`select e.id from enrolments e join subscribers s on s.id = e.subscriber_id where s.email = ${readerOf(1)}`
    const [{ id } = { id: 0 }] = await openDatabase().all<{ id: number }>(enrolment)
    await refuse('update on enrolments', `old.id = ${id}`)
    expect(await app.tick()).toMatchObject({ sent: 2, failed: 0 })
    await liveOn(app, Array(20).fill('PT2M'))
    expect(await titlesTo(app)).toEqual(['2 things were put aside', 'a letter is late'])
    expect(await healthOf(app)).toMatchObject({ overdueEnrolments: 1, overdueBroadcasts: 0, faults: 2 })
  })

  test('of a letter to everyone that cannot be written, and her lessons go on', async () => {
    const app = await appWithDueReaders(3)
    await broadcasts.schedule(await broadcasts.draft())
    await refuse('update on broadcasts', 'true')
    expect(await app.tick()).toMatchObject({ sent: 3, failed: 0 })
    await liveOn(app, Array(20).fill('PT2M'))
    expect(await titlesTo(app)).toEqual(['a letter to everyone has not left', 'one thing was put aside'])
    expect(await healthOf(app)).toMatchObject({ overdueEnrolments: 0, overdueBroadcasts: 1 })
  })

  test('of nothing after an outage that is over', async () => {
    const app = await appWithDueReaders(3)
    await app.tick()
    await app.clock.set('2026-03-04T08:00:00Z')
    await app.tick()
    await liveOn(app, ['PT1M', 'PT16M'])
    expect(await titlesTo(app)).toEqual([])
  })
})

const refuse = (event: string, condition: string) =>
  openDatabase().run(
    sql.raw(
      `create trigger stuck before ${event} when ${condition} begin select raise(abort, 'this row is stuck'); end`,
    ),
  )

async function liveOn(app: TestApp, pauses: readonly string[]) {
  for (const pause of pauses) {
    await app.clock.advance(pause)
    await app.tick()
  }
}

async function titlesTo(app: TestApp): Promise<string[]> {
  await until('An alert is still on its way.', async () => {
    const [row] = await openDatabase().all<{ under: number }>(
      sql`select count(*) as under from deliveries where kind = 'digest' and status in ('queued', 'claimed')`,
    )
    return row?.under === 0
  })
  const alerts = (await app.lettersTo(MAREN)).filter(({ tags }) => tags.kind === 'digest')
  return alerts.map(({ subject }) => subject.replace('Your letters need a look: ', '')).sort()
}
