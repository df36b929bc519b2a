import { sql } from 'drizzle-orm'
import { describe } from 'vitest'
import { everyoneOnce, lettersToReaders, morningOf, openDatabase, posts, readerOf } from '../support/crowd.ts'
import { pen } from '../support/pen.ts'
import { until } from '../support/world/until.ts'
import { expect, linkTo, test, type World } from '../support/world.ts'

const MAREN = 'maren@holt-practice.example'
const DESK = 'desk@holt-practice.example'

describe('the keeper hears of trouble by mail', () => {
  test('of late letters: once a day, in plain words, and of no reader by name', async () => {
    const world = await morningOf(3)
    world.settings({ ADMIN_EMAILS: `${MAREN}, ${DESK}` })
    await world.postman.orders({ do: '503', next: 1000, match: { to: readerOf(0) } })
    await world.tick()
    await liveOn(world, ['PT1M', 'PT13M'])
    expect(await alertsTo(world, MAREN)).toEqual([])
    await liveOn(world, ['PT2M'])
    expect(await alertsTo(world, MAREN)).toHaveLength(1)
    await liveOn(world, ['PT15M', 'PT1H', 'PT2H', 'PT2H'])
    for (const keeper of [MAREN, DESK]) {
      const [alert, ...others] = await alertsTo(world, keeper)
      expect(others).toEqual([])
      expect(alert).toMatchObject({ subject: 'Your letters need a look: 3 letters are late', to: [keeper] })
      expect(alert?.headers).toEqual({ 'Auto-Submitted': 'auto-generated' })
      expect(alert?.text).toContain('3 letters should have left more than a quarter of an hour ago and did not.')
      expect(`${alert?.html}${alert?.text}`).not.toMatch(/crowd\.test|unsubscribe|%%/i)
    }
    await world.clock.set('2026-03-04T00:10:00Z')
    await liveOn(world, ['PT1M', 'PT16M'])
    for (const keeper of [MAREN, DESK]) expect(await alertsTo(world, keeper)).toHaveLength(2)
    await world.postman.relent()
    await liveOn(world, ['PT2H'])
    await everyoneOnce(world, 3)
    await world.clock.set('2026-03-05T00:10:00Z')
    await liveOn(world, ['PT1M', 'PT16M'])
    expect(await titlesTo(world, MAREN)).toEqual(['3 letters are late', '3 letters are late'])
  })

  test('of a quota that is used up: as soon as mail may leave again', async () => {
    const world = await morningOf(3)
    await world.postman.orders({ do: 'daily-quota', match: { to: readerOf(0) } })
    await world.tick()
    await liveOn(world, ['PT16M', 'PT16M', 'PT2H', 'PT2H'])
    await world.clock.set('2026-03-03T23:55:00Z')
    await world.tick()
    expect(await posts(world)).toHaveLength(1)
    await liveOn(world, ['PT6M', 'PT16M', 'PT16M'])
    expect(await titlesTo(world, MAREN)).toEqual(['3 letters are late', 'the sending has stopped for now'])
    await everyoneOnce(world, 3)
  })

  // The first reader's confirmation and lesson of the day before make two more.
  test.each([
    ['20 letters, and not a word: ', 18, false, ['no news of your letters']],
    ['19 letters, and not a word: nothing yet', 17, false, []],
    ['20 letters, and one word: all is well', 18, true, []],
  ])('of silence: %s', async (_, readers, oneWord, titles) => {
    const world = await morningOf(readers)
    await world.tick()
    await liveOn(world, ['PT16M'])
    if (oneWord) await world.news('delivered', await world.letterTo(readerOf(0)))
    await liveOn(world, ['PT1H45M', 'PT16M', 'PT2H'])
    expect(await titlesTo(world, MAREN)).toEqual(titles)
  })

  test.each([
    ['bounces: more than four in a hundred', 'bounced', 50, 2, 'many letters come back'],
    ['complaints: more than one in a thousand', 'complained', 100, 0, 'readers call your letters spam'],
  ] as const)('of %s', async (_, news, readers, bearable, title) => {
    const world = await morningOf(readers)
    await world.tick()
    const tell = async (reader: number) => world.news(news, await world.letterTo(readerOf(reader)))
    for (let reader = 0; reader < bearable; reader++) await tell(reader)
    await liveOn(world, ['PT16M'])
    expect(await titlesTo(world, MAREN)).toEqual([])
    await tell(bearable)
    await liveOn(world, ['PT16M', 'PT16M', 'PT2H'])
    expect(await titlesTo(world, MAREN)).toEqual([title])
    await world.clock.set('2026-03-04T00:10:00Z')
    await liveOn(world, ['PT1M', 'PT16M'])
    expect(await titlesTo(world, MAREN)).toEqual([title, title])
  })

  test('of nothing, when all is well', async () => {
    const world = await morningOf(3)
    await world.tick()
    await liveOn(world, ['PT16M', 'PT2H', 'PT2H', 'PT2H'])
    expect(await alertsTo(world, MAREN)).toEqual([])
  })
})

describe('a letter to everyone', () => {
  test('may be written anew until it is on its way, and leaves in its last words', async () => {
    const world = await afterLessons(1)
    const id = await pen.draft()
    await pen.change(id, { subject: 'A quiet Monday' })
    await expect(pen.change(id, { subject: 'Hello %%lastName%%' })).rejects.toMatchObject({ code: 'bad_input' })
    await pen.schedule(id)
    await expect(pen.change(id, { subject: 'Too late' })).rejects.toMatchObject({ code: 'not_found' })
    await world.tick()
    expect((await newsOf(world)).map(({ subject }) => subject)).toEqual(['A quiet Monday'])
  })

  test('comes to every reader once, at its hour, and not to her who left', async () => {
    const world = await afterLessons(250)
    const id = await pen.draft()
    await pen.schedule(id, 3_600_000)
    await world.oneClick(world.firstLesson)
    expect(await world.tick()).toMatchObject({ planned: 0 })
    await world.clock.advance('PT1H')
    expect(await world.tick()).toEqual({ planned: 249, sent: 249, retried: 0, failed: 0 })
    await liveOn(world, ['PT1M', 'PT1H', 'PT2H'])

    const news = await newsOf(world)
    expect(news.map(({ to }) => to[0]).sort()).toEqual(crowd(250).slice(1).sort())
    const [one] = news
    if (!one) throw new Error('nobody had the news')
    expect(one).toMatchObject({ subject: 'A quiet Sunday, Anna', tags: { kind: 'broadcast' } })
    expect(one.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
    expect(one.text).toContain('Good morning, Anna. One place is free in the workshop.')
    expect(`${one.subject}${one.html}${one.text}`).not.toContain('%%')
    expect((await world.fetch(linkTo('preferences', one))).status).toBe(200)
    expect(await statusOf(id)).toBe('sent')
  })

  test('rests when she pauses it, and goes on to the others when she resumes', async () => {
    const { world, id } = await halfway()
    await pen.pause(id)
    await world.clock.set('2026-03-04T00:00:30Z')
    expect(await world.tick()).toMatchObject({ planned: 0 })
    expect(await newsOf(world)).toHaveLength(100)
    await pen.resume(id)
    expect(await world.tick()).toEqual({ planned: 100, sent: 100, retried: 0, failed: 0 })
    await liveOn(world, ['PT1M', 'PT1H'])
    expect((await newsOf(world)).map(({ to }) => to[0]).sort()).toEqual(crowd(200).sort())
    expect(await statusOf(id)).toBe('sent')
  })

  test('ends where she stops it, and cannot be taken up again', async () => {
    const { world, id } = await halfway()
    await pen.stop(id)
    await expect(pen.resume(id)).rejects.toMatchObject({ code: 'not_found' })
    await world.clock.set('2026-03-04T00:00:30Z')
    await liveOn(world, ['PT1M', 'PT1H'])
    expect(await newsOf(world)).toHaveLength(100)
    expect(await statusOf(id)).toBe('stopped')
  })

  // A hundred had it when the quota of the day was used up.
  async function halfway() {
    const world = await afterLessons(200)
    await world.postman.change({ dailyQuota: 350 })
    const id = await pen.draft()
    await pen.schedule(id)
    expect(await world.tick()).toMatchObject({ planned: 200, sent: 100 })
    return { world, id }
  }
})

async function afterLessons(readers: number) {
  const world = await morningOf(readers)
  expect(await world.tick()).toMatchObject({ sent: readers })
  return world
}

async function liveOn(world: World, pauses: readonly string[]) {
  for (const pause of pauses) {
    await world.clock.advance(pause)
    await world.tick()
  }
}

const crowd = (readers: number) => Array.from({ length: readers }, (_, i) => readerOf(i))

const newsOf = async (world: World) => (await lettersToReaders(world)).filter(({ tags }) => tags.kind === 'broadcast')

// A tick does not wait for what it writes to the keeper, so this does.
async function alertsTo(world: World, keeper: string) {
  await until('An alert is still on its way.', async () => {
    const [{ under } = { under: 1 }] = await openDatabase().all<{ under: number }>(
      sql`select count(*) as under from deliveries where kind = 'digest' and status in ('queued', 'claimed')`,
    )
    return under === 0
  })
  return (await world.lettersTo(keeper)).filter(({ tags }) => tags.kind === 'digest')
}

const titlesTo = async (world: World, keeper: string) =>
  (await alertsTo(world, keeper)).map(({ subject }) => subject.replace('Your letters need a look: ', '')).sort()

async function statusOf(broadcast: number) {
  const [row] = await openDatabase().all<{ status: string }>(sql`select status from broadcasts where id = ${broadcast}`)
  return row?.status
}
