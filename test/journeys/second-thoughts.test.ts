import { sql } from 'drizzle-orm'
import { describe } from 'vitest'
import { healthOf, lastADay, lettersToReaders, type Morning, morningOf, readerOf } from '../support/crowd.ts'
import { at, dayOf, diary } from '../support/diary.ts'
import { pen } from '../support/pen.ts'
import { rows } from '../support/rows.ts'
import { die, takeApart } from '../support/taken-apart.ts'
import { expect, linkTo, test, type World } from '../support/world.ts'

const vienna = 'Europe/Vienna'
const march = (time: string) => at(`2026-03-${time}`, vienna)
const first = readerOf(0)

describe('a pause', () => {
  test('does not outlive leaving: whoever comes back has her lesson the next morning', async () => {
    const world = await morningOf(1)
    await world.tick()
    await wish(world, '/pause', { pauseFor: 'P1M' })
    await world.oneClick(world.firstLesson)
    await world.clock.set(march('05 12:00'))
    await world.signUp({ email: first })
    await world.quiet()
    const done = await (await world.confirm(first)).text()
    expect(done).toContain('tomorrow, at 7:00 in the morning, Vienna time')
    expect(await standing(world)).toBe('Lesson 3 of 7 comes tomorrow, at 7:00 in the morning, Vienna time.')
    expect(await rows(sql`select paused_until, unsubscribed_at from subscribers`)).toEqual([
      { paused_until: null, unsubscribed_at: null },
    ])
    await world.liveThrough([march('06 07:00'), march('07 07:00')])
    expect(diary(await world.lettersTo(first), vienna)).toEqual([
      '2026-03-03 07:00 day 2',
      '2026-03-06 07:00 day 3',
      '2026-03-07 07:00 day 4',
    ])
  })

  test('keeps a letter to everyone away, then and after it is over', async () => {
    const world = await morningOf(3)
    await world.tick()
    await wish(world, '/pause', { pauseFor: 'P7D' })
    await pen.schedule(await pen.draft())
    expect(await world.tick()).toMatchObject({ planned: 2, sent: 2 })
    await world.liveThrough([march('03 08:00'), march('10 12:00'), march('11 07:00'), march('12 07:00')])
    expect(await newsReached(world)).toEqual([readerOf(1), readerOf(2)])
    expect((await world.lessonsTo(first)).map(dayOf)).toEqual([2, 3, 4])
  })

  test('holds a letter to everyone back that was written for her already and has not left', async () => {
    const { world } = await newsThatWaits()
    await wish(world, '/pause', { pauseFor: 'P7D' })
    await world.liveThrough([march('04 01:30'), march('04 08:00'), march('12 07:00')])
    expect(await newsReached(world)).toEqual([readerOf(1), readerOf(2)])
    expect((await world.lessonsTo(first)).map(dayOf)).toEqual([2, 3])
  })

  test('that she ended before the letter to everyone left keeps nothing from her', async () => {
    const { world } = await newsThatWaits()
    await wish(world, '/pause', { pauseFor: 'P7D' })
    await wish(world, '/resume', {})
    await world.liveThrough([march('04 01:30')])
    expect(await newsReached(world)).toEqual([readerOf(0), readerOf(1), readerOf(2)])
  })

  test('holds a lesson back, too, that was in doubt when she asked for it and has lapsed since', async () => {
    const world = await morningOf(3)
    const { plan, planned, send } = await takeApart()
    await plan()
    for (const batch of planned) await send(batch, { send: die }).catch(() => {})
    await wish(world, '/pause', { pauseFor: 'P7D' })
    await lastADay(world)
    expect(await world.tick()).toMatchObject({ planned: 3, retried: 3 })
    await world.liveThrough([march('04 12:00'), march('05 07:00'), march('10 07:00')])
    expect((await world.lessonsTo(first)).map(dayOf)).toEqual([])
    await world.liveThrough([march('11 07:00'), march('12 07:00')])
    expect((await world.lessonsTo(first)).map(dayOf)).toEqual([2, 3])
  })

  test('that is over keeps nothing from her, though nobody ended it', async () => {
    const world = await morningOf(1)
    await world.tick()
    await wish(world, '/pause', { pauseFor: 'P7D' })
    await world.clock.set(march('10 12:00'))
    await pen.schedule(await pen.draft())
    expect(await world.tick()).toMatchObject({ planned: 1, sent: 1 })
    expect(await newsReached(world)).toEqual([first])
  })

  // The quota of the day was used up when the letter to everyone had been written.
  async function newsThatWaits() {
    const world = await morningOf(3)
    await world.tick()
    await world.postman.orders({ do: 'daily-quota', match: { to: first } })
    await pen.schedule(await pen.draft())
    expect(await world.tick()).toMatchObject({ planned: 3, sent: 0, retried: 3 })
    return { world }
  }
})

describe('an address that mail does not reach', () => {
  const suppression = async () => {
    const [row] = await rows<Suppression>(sql`select reason, suppressed_at, lifted_at from suppressions`)
    return row
  }
  const softBounces = async (world: World, days: readonly number[]) => {
    for (const day of days) {
      await morning(world, day)
      await world.news('soft-bounced', await world.letterTo(first, 'lesson'))
    }
  }

  test('stays a complaint after a third soft bounce, and cannot be lifted by going on', async () => {
    const world = await morningOf(1)
    await softBounces(world, [3, 4])
    await morning(world, 5)
    const last = await world.letterTo(first, 'lesson')
    await world.news('complained', last)
    const complaint = await suppression()
    expect(complaint).toMatchObject({ reason: 'complaint', lifted_at: null })
    await world.clock.advance('PT1H')
    await world.news('soft-bounced', last)
    expect(await suppression()).toEqual(complaint)
    for (const news of ['bounced', 'complained', 'suppressed'] as const) await world.news(news, last)
    expect((await suppression())?.reason).toBe('complaint')
    await world.post(`${linkTo('preferences', world.firstLesson)}/resume`)
    await wish(world, '/pause', { pauseFor: 'P7D' })
    await wish(world, '/resume', {}) // ends the pause, and nothing else
    expect((await suppression())?.lifted_at).toBeNull()
    for (const day of [6, 7]) await morning(world, day)
    expect((await world.lessonsTo(first)).map(dayOf)).toEqual([2, 3, 4])
  })

  test('keeps the first moment of a hard bounce, and a complaint outweighs it', async () => {
    const world = await morningOf(1)
    await world.tick()
    const letter = await world.letterTo(first)
    await world.news('bounced', letter)
    const bounced = await suppression()
    expect(bounced).toMatchObject({ reason: 'hard_bounce' })
    await world.clock.advance('PT1H')
    await world.news('suppressed', letter)
    expect(await suppression()).toEqual(bounced)
    await world.news('complained', letter)
    expect(await suppression()).toMatchObject({ reason: 'complaint' })
  })

  test('a third soft bounce turns hard: going on is over', async () => {
    const world = await morningOf(1)
    await softBounces(world, [3, 4, 5])
    await wish(world, '/resume', {})
    expect(await suppression()).toMatchObject({ reason: 'soft_bounces', lifted_at: expect.any(Number) })
    await morning(world, 6)
    await world.news('bounced', await world.letterTo(first, 'lesson'))
    expect(await suppression()).toMatchObject({ reason: 'hard_bounce', lifted_at: null })
    await world.post(`${linkTo('preferences', world.firstLesson)}/resume`)
    expect(await suppression()).toMatchObject({ reason: 'hard_bounce', lifted_at: null })
    await morning(world, 7)
    expect((await world.lessonsTo(first)).map(dayOf)).toEqual([2, 3, 4, 5])
  })

  test('after going on, two soft bounces do nothing and the third rests her letters again', async () => {
    const world = await morningOf(1)
    await softBounces(world, [3, 4, 5])
    expect(await standing(world)).toContain('turned three in a row away')
    await world.clock.advance('PT1H')
    await wish(world, '/resume', {})
    await softBounces(world, [6, 7])
    expect(await standing(world)).toContain('Lesson 7 of 7 comes tomorrow')
    expect(await suppression()).toMatchObject({ lifted_at: expect.any(Number) })
    await softBounces(world, [8])
    expect(await suppression()).toMatchObject({ reason: 'soft_bounces', lifted_at: null })
    await world.signUp({ email: first })
    await world.quiet()
    expect((await world.lettersTo(first)).filter(({ tags }) => tags.kind === 'confirm')).toEqual([])
  })

  test.for([
    ['for reasons nobody knows', { type: 'Undetermined', subType: 'Undetermined' }],
    ['without saying how', { subType: 'General' }],
    ['in a way we have never heard of', { type: 'Cosmic', subType: 'Ray' }],
  ])('turns letters away %s: three in a row, not one', async ([, bounce]) => {
    const world = await morningOf(1)
    for (const day of [3, 4, 5]) {
      await morning(world, day)
      expect(await suppression()).toBeUndefined()
      await world.news('bounced', await world.letterTo(first, 'lesson'), { bounce })
    }
    expect(await suppression()).toMatchObject({ reason: 'soft_bounces' })
  })

  test('is gone for good in whatever case that is written', async () => {
    const world = await morningOf(1)
    await world.tick()
    await world.news('bounced', await world.letterTo(first), { bounce: { type: 'permanent', subType: 'NoEmail' } })
    expect(await suppression()).toMatchObject({ reason: 'hard_bounce' })
  })

  type Suppression = { reason: string; suppressed_at: number; lifted_at: number | null }
})

describe('a letter to everyone that the practitioner paused', () => {
  test('before it was written for anybody, and let go three days later: it reaches everyone once', async () => {
    const world = await morningOf(3)
    await world.tick()
    const id = await pen.draft()
    await pen.schedule(id, 3_600_000)
    await pen.pause(id)
    for (const time of ['03 09:00', '04 08:00', '05 08:00', '06 08:00']) {
      await world.liveThrough([march(time)])
      expect(await newsReached(world)).toEqual([])
    }
    await pen.resume(id)
    await world.tick()
    expect(await newsReached(world)).toEqual([readerOf(0), readerOf(1), readerOf(2)])
    await world.liveThrough([march('06 08:05'), march('06 12:00'), march('09 12:00')])
    expect(await newsReached(world)).toHaveLength(3)
    expect(await healthOf(world)).toMatchObject({ held: 0, failed: 0 })
    expect(await rows(sql`select status from broadcasts`)).toEqual([{ status: 'sent' }])
  })

  test('after it was written, and let go three days later: the rest have it once', async () => {
    const world = await morningOf(3)
    await world.tick()
    await world.postman.orders({ do: 'daily-quota', match: { to: first } })
    const id = await pen.draft()
    await pen.schedule(id)
    await world.tick()
    await pen.pause(id)
    await world.liveThrough([march('04 08:00'), march('06 08:00')])
    expect(await newsReached(world)).toEqual([])
    expect(await healthOf(world)).toMatchObject({ held: 0 })
    await pen.resume(id)
    await world.liveThrough([march('06 08:01'), march('06 12:00'), march('09 12:00')])
    expect(await newsReached(world)).toEqual([readerOf(0), readerOf(1), readerOf(2)])
    expect(await healthOf(world)).toMatchObject({ held: 0, failed: 0 })
  })

  test('before its hour, and let go before its hour: it still waits for it', async () => {
    const world = await morningOf(1)
    await world.tick()
    const id = await pen.draft()
    await pen.schedule(id, 3 * 3_600_000)
    await pen.pause(id)
    await pen.resume(id)
    await world.liveThrough([march('03 09:59')])
    expect(await newsReached(world)).toEqual([])
    await world.liveThrough([march('03 10:01')])
    expect(await newsReached(world)).toEqual([first])
  })

  test.for([
    [47, { reached: 3, held: 0 }],
    [49, { reached: 0, held: 3 }],
  ] as const)(
    'or that could not leave for two days is held for her word: after %i hours',
    async ([hours, { reached, held }]) => {
      const world = await morningOf(3)
      await world.tick()
      await world.postman.orders({ do: 'unverified-domain', next: 1000, match: { to: first } })
      await pen.schedule(await pen.draft())
      for (let hour = 0; hour < 46; hour += 2) {
        await world.tick()
        await world.clock.advance('PT2H')
      }
      await world.postman.relent()
      await world.clock.advance(`PT${hours - 46}H`)
      expect(await world.tick()).toMatchObject({ retried: 0 })
      expect(await newsReached(world)).toHaveLength(reached)
      expect(await healthOf(world)).toMatchObject({ held })
    },
  )

  test('or whose letters are turned away for now is on its way until they have left', async () => {
    const world = await morningOf(3)
    await world.tick()
    await world.postman.orders({ do: '503', next: 2, match: { to: first } })
    await pen.schedule(await pen.draft())
    for (const pause of ['PT0S', 'PT1M', 'PT5M']) {
      await world.clock.advance(pause)
      await world.tick()
      expect(await rows(sql`select status, finished_at from broadcasts`)).toEqual([
        { status: 'sending', finished_at: null },
      ])
    }
    expect(await newsReached(world)).toHaveLength(3)
    await world.clock.advance('PT1M')
    await world.tick()
    expect(await rows(sql`select status from broadcasts`)).toEqual([{ status: 'sent' }])
  })

  test('leaves alone who joined after it was written, and does not wait for her', async () => {
    const world = await morningOf(2)
    await world.tick()
    const id = await pen.draft()
    await pen.schedule(id)
    await world.tick()
    await world.begin({ email: 'late@reader.test', timeZone: vienna })
    await world.liveThrough([march('03 08:00'), march('03 12:00')])
    expect(await newsReached(world)).toEqual([readerOf(0), readerOf(1)])
    expect(await rows(sql`select status from broadcasts`)).toEqual([{ status: 'sent' }])
  })
})

/** Seven o’clock in Vienna on this day of March; lesson 2 is due on the third. */
async function morning(world: World, day: number) {
  await world.liveThrough([march(`${String(day).padStart(2, '0')} 07:00`)])
}

const newsReached = async (world: World) =>
  (await lettersToReaders(world))
    .filter(({ tags }) => tags.kind === 'broadcast')
    .flatMap(({ to }) => to)
    .sort()

async function wish(world: Morning, form: string, fields: Record<string, string>) {
  const answer = await world.post(`${linkTo('preferences', world.firstLesson)}${form}`, fields)
  expect(answer.status).toBe(303)
}

async function standing(world: Morning) {
  const page = await (await world.fetch(linkTo('preferences', world.firstLesson))).text()
  return /<div class="standing"><p class="lead">([^<]*)/.exec(page)?.[1]
}
