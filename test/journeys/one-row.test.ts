import { sql } from 'drizzle-orm'
import { describe } from 'vitest'
import { timeZones } from '../../src/platform/time-zone.ts'
import { healthOf, lettersToReaders, morningOf, openDatabase, readerOf } from '../support/crowd.ts'
import { localTime } from '../support/diary.ts'
import { pen } from '../support/pen.ts'
import { listen, planOf } from '../support/plans.ts'
import { until } from '../support/world/until.ts'
import { expect, linkTo, test, type World } from '../support/world.ts'

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
    const world = await morningOf(1)
    await world.clock.set('2026-03-10T17:00:00Z')
    await world.signUp({ email: 'anna@reader.test', timeZone: typed })
    expect((await world.confirm('anna@reader.test')).status).toBe(200)
    await liveOn(world, Array(44).fill('PT30M'))
    const lessons = await world.lessonsTo('anna@reader.test')
    expect(lessons.length).toBeGreaterThan(1)
    expect(localTime(lessons[1]?.acceptedAt ?? '', zone).slice(11)).toBe('07:00')
  })

  test('that was spoiled in the database is mended when its reader is due, counted and told', async () => {
    const world = await morningOf(3)
    await openDatabase().run(sql`update subscribers set time_zone = 'PST' where email = ${readerOf(0)}`)
    expect((await world.fetch(linkTo('preferences', world.firstLesson))).status).toBe(200)
    expect(await world.tick()).toMatchObject({ sent: 3, failed: 0 })
    expect(await lettersToReaders(world)).toHaveLength(3)
    expect(await openDatabase().all(sql`select code, times from faults`)).toEqual([{ code: 'time_zone', times: 1 }])
    expect(await openDatabase().all(sql`select distinct time_zone from subscribers`)).toEqual([
      { time_zone: 'Europe/Vienna' },
    ])
    await liveOn(world, ['PT16M'])
    expect(await titlesTo(world)).toEqual(['one thing was put aside'])
    await liveOn(world, ['PT16M', 'PT1H'])
    expect(await titlesTo(world)).toHaveLength(1)
  })

  test('of her own for every reader costs a tick no search through all of them', async () => {
    const world = await morningOf(400)
    await openDatabase().run(sql`
      update subscribers set time_zone = z.value from json_each(${JSON.stringify(timeZones().slice(0, 400))}) z
      where subscribers.email = 'reader-' || z.key || '@crowd.test'`)
    const heard = listen()
    expect(await world.tick()).toMatchObject({ sent: 376, failed: 0 }) // elsewhere it is still the day of lesson 1
    const joined = heard().filter(({ sql }) => sql.includes('cross join calendar c'))
    expect(joined.length).toBeGreaterThan(2)
    for (const statement of joined) {
      const steps = (await planOf(statement)).filter((step) => /^(SCAN|SEARCH) c\b/.test(step))
      expect(steps, statement.sql).toEqual([expect.stringContaining('USING AUTOMATIC')])
    }
  })
})

test('news that cannot be written is counted, and is asked for again', async () => {
  const world = await morningOf(2)
  await world.tick()
  const [hers, others] = [await world.letterTo(readerOf(0)), await world.letterTo(readerOf(1))]
  await refuse('update on deliveries', `old.provider_id = '${hers.id}'`)
  expect((await world.news('delivered', hers, { id: 'msg_stuck' })).status).toBe(503)
  expect((await world.news('delivered', others)).status).toBe(200)
  expect(await openDatabase().all(sql`select code, subject from faults`)).toEqual([
    { code: 'event', subject: 'msg_stuck' },
  ])
  await openDatabase().run(sql`drop trigger stuck`)
  expect((await world.news('delivered', hers, { id: 'msg_stuck' })).status).toBe(200)
  expect(await openDatabase().all(sql`select status from deliveries where provider_id = ${hers.id}`)).toEqual([
    { status: 'delivered' },
  ])
})

describe('the practitioner hears', () => {
  test('of a lesson that no tick can write', async () => {
    const world = await morningOf(3)
    const enrolment = sql`select e.id from enrolments e join subscribers s on s.id = e.subscriber_id where s.email = ${readerOf(1)}`
    const [{ id } = { id: 0 }] = await openDatabase().all<{ id: number }>(enrolment)
    await refuse('update on enrolments', `old.id = ${id}`)
    expect(await world.tick()).toMatchObject({ sent: 2, failed: 0 })
    await liveOn(world, Array(20).fill('PT2M'))
    expect(await titlesTo(world)).toEqual(['2 things were put aside', 'a letter is late'])
    expect(await healthOf(world)).toMatchObject({ overdueEnrolments: 1, overdueBroadcasts: 0, faults: 2 })
  })

  test('of a letter to everyone that cannot be written, and her lessons go on', async () => {
    const world = await morningOf(3)
    await pen.schedule(await pen.draft())
    await refuse('update on broadcasts', 'true')
    expect(await world.tick()).toMatchObject({ sent: 3, failed: 0 })
    await liveOn(world, Array(20).fill('PT2M'))
    expect(await titlesTo(world)).toEqual(['a letter to everyone has not left', 'one thing was put aside'])
    expect(await healthOf(world)).toMatchObject({ overdueEnrolments: 0, overdueBroadcasts: 1 })
  })

  test('of nothing after an outage that is over', async () => {
    const world = await morningOf(3)
    await world.tick()
    await world.clock.set('2026-03-04T08:00:00Z')
    await world.tick()
    await liveOn(world, ['PT1M', 'PT16M'])
    expect(await titlesTo(world)).toEqual([])
  })
})

const refuse = (event: string, condition: string) =>
  openDatabase().run(
    sql.raw(
      `create trigger stuck before ${event} when ${condition} begin select raise(abort, 'this row is stuck'); end`,
    ),
  )

async function liveOn(world: World, pauses: readonly string[]) {
  for (const pause of pauses) {
    await world.clock.advance(pause)
    await world.tick()
  }
}

async function titlesTo(world: World): Promise<string[]> {
  await until('An alert is still on its way.', async () => {
    const [row] = await openDatabase().all<{ under: number }>(
      sql`select count(*) as under from deliveries where kind = 'digest' and status in ('queued', 'claimed')`,
    )
    return row?.under === 0
  })
  const alerts = (await world.lettersTo(MAREN)).filter(({ tags }) => tags.kind === 'digest')
  return alerts.map(({ subject }) => subject.replace('Your letters need a look: ', '')).sort()
}
