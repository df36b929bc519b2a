import { sql } from 'drizzle-orm'
import { describe } from 'vitest'
import { broadcasts } from '../support/broadcasts.ts'
import {
  type AppWithDueReaders,
  appWithDueReaders,
  failForADay,
  healthOf,
  lettersToReaders,
  readerOf,
} from '../support/due-readers.ts'
import { dayOf, lessonLog } from '../support/lesson-log.ts'
import { at } from '../support/local-time.ts'
import { rows } from '../support/rows.ts'
import { expect, linkTo, type TestApp, test } from '../support/test-app.ts'
import { crash, openWorkerSteps } from '../support/worker-steps.ts'

const vienna = 'Europe/Vienna'
const march = (time: string) => at(`2026-03-${time}`, vienna)
const first = readerOf(0)

describe('a pause', () => {
  test('does not outlive leaving: whoever comes back has her lesson the next morning', async () => {
    const app = await appWithDueReaders(1)
    await app.tick()
    await wish(app, '/pause', { pauseFor: 'P1M' })
    await app.oneClick(app.firstLesson)
    await app.clock.set(march('05 12:00'))
    await app.signUp({ email: first })
    await app.quiet()
    const done = await (await app.confirm(first)).text()
    expect(done).toContain('tomorrow, at 7:00 in the morning, Vienna time')
    expect(await standing(app)).toBe('Lesson 3 of 7 comes tomorrow, at 7:00 in the morning, Vienna time.')
    expect(await rows(sql`select paused_until, unsubscribed_at from subscribers`)).toEqual([
      { paused_until: null, unsubscribed_at: null },
    ])
    await app.liveThrough([march('06 07:00'), march('07 07:00')])
    expect(lessonLog(await app.lettersTo(first), vienna)).toEqual([
      '2026-03-03 07:00 day 2',
      '2026-03-06 07:00 day 3',
      '2026-03-07 07:00 day 4',
    ])
  })

  test('keeps a letter to everyone away, then and after it is over', async () => {
    const app = await appWithDueReaders(3)
    await app.tick()
    await wish(app, '/pause', { pauseFor: 'P7D' })
    await broadcasts.schedule(await broadcasts.draft())
    expect(await app.tick()).toMatchObject({ planned: 2, sent: 2 })
    await app.liveThrough([march('03 08:00'), march('10 12:00'), march('11 07:00'), march('12 07:00')])
    expect(await broadcastReached(app)).toEqual([readerOf(1), readerOf(2)])
    expect((await app.lessonsTo(first)).map(dayOf)).toEqual([2, 3, 4])
  })

  test('holds a letter to everyone back that was written for her already and has not left', async () => {
    const { app } = await eventThatWaits()
    await wish(app, '/pause', { pauseFor: 'P7D' })
    await app.liveThrough([march('04 01:30'), march('04 08:00'), march('12 07:00')])
    expect(await broadcastReached(app)).toEqual([readerOf(1), readerOf(2)])
    expect((await app.lessonsTo(first)).map(dayOf)).toEqual([2, 3])
  })

  test('that she ended before the letter to everyone left keeps nothing from her', async () => {
    const { app } = await eventThatWaits()
    await wish(app, '/pause', { pauseFor: 'P7D' })
    await wish(app, '/resume', {})
    await app.liveThrough([march('04 01:30')])
    expect(await broadcastReached(app)).toEqual([readerOf(0), readerOf(1), readerOf(2)])
  })

  test('holds a lesson back, too, that was in doubt when she asked for it and has lapsed since', async () => {
    const app = await appWithDueReaders(3)
    const { plan, planned, send } = await openWorkerSteps()
    await plan()
    for (const batch of planned) await send(batch, { send: crash }).catch(() => {})
    await wish(app, '/pause', { pauseFor: 'P7D' })
    await failForADay(app)
    expect(await app.tick()).toMatchObject({ planned: 3, retried: 3 })
    await app.liveThrough([march('04 12:00'), march('05 07:00'), march('10 07:00')])
    expect((await app.lessonsTo(first)).map(dayOf)).toEqual([])
    await app.liveThrough([march('11 07:00'), march('12 07:00')])
    expect((await app.lessonsTo(first)).map(dayOf)).toEqual([2, 3])
  })

  test('that is over keeps nothing from her, though nobody ended it', async () => {
    const app = await appWithDueReaders(1)
    await app.tick()
    await wish(app, '/pause', { pauseFor: 'P7D' })
    await app.clock.set(march('10 12:00'))
    await broadcasts.schedule(await broadcasts.draft())
    expect(await app.tick()).toMatchObject({ planned: 1, sent: 1 })
    expect(await broadcastReached(app)).toEqual([first])
  })

  // The quota of the day was used up when the letter to everyone had been written.
  async function eventThatWaits() {
    const app = await appWithDueReaders(3)
    await app.tick()
    await app.emulator.injectFaults({ do: 'daily-quota', match: { to: first } })
    await broadcasts.schedule(await broadcasts.draft())
    expect(await app.tick()).toMatchObject({ planned: 3, sent: 0, retried: 3 })
    return { app }
  }
})

describe('an address that mail does not reach', () => {
  const suppression = async () => {
    const [row] = await rows<Suppression>(sql`select reason, suppressed_at, lifted_at from suppressions`)
    return row
  }
  const softBounces = async (app: TestApp, days: readonly number[]) => {
    for (const day of days) {
      await morning(app, day)
      await app.sendEvent('soft-bounced', await app.letterTo(first, 'lesson'))
    }
  }

  test('stays a complaint after a third soft bounce, and cannot be lifted by going on', async () => {
    const app = await appWithDueReaders(1)
    await softBounces(app, [3, 4])
    await morning(app, 5)
    const last = await app.letterTo(first, 'lesson')
    await app.sendEvent('complained', last)
    const complaint = await suppression()
    expect(complaint).toMatchObject({ reason: 'complaint', lifted_at: null })
    await app.clock.advance('PT1H')
    await app.sendEvent('soft-bounced', last)
    expect(await suppression()).toEqual(complaint)
    for (const kind of ['bounced', 'complained', 'suppressed'] as const) await app.sendEvent(kind, last)
    expect((await suppression())?.reason).toBe('complaint')
    await app.post(`${linkTo('preferences', app.firstLesson)}/resume`)
    await wish(app, '/pause', { pauseFor: 'P7D' })
    await wish(app, '/resume', {}) // ends the pause, and nothing else
    expect((await suppression())?.lifted_at).toBeNull()
    for (const day of [6, 7]) await morning(app, day)
    expect((await app.lessonsTo(first)).map(dayOf)).toEqual([2, 3, 4])
  })

  test('keeps the first moment of a hard bounce, and a complaint outweighs it', async () => {
    const app = await appWithDueReaders(1)
    await app.tick()
    const letter = await app.letterTo(first)
    await app.sendEvent('bounced', letter)
    const bounced = await suppression()
    expect(bounced).toMatchObject({ reason: 'hard_bounce' })
    await app.clock.advance('PT1H')
    await app.sendEvent('suppressed', letter)
    expect(await suppression()).toEqual(bounced)
    await app.sendEvent('complained', letter)
    expect(await suppression()).toMatchObject({ reason: 'complaint' })
  })

  test('a third soft bounce turns hard: going on is over', async () => {
    const app = await appWithDueReaders(1)
    await softBounces(app, [3, 4, 5])
    await wish(app, '/resume', {})
    expect(await suppression()).toMatchObject({ reason: 'soft_bounces', lifted_at: expect.any(Number) })
    await morning(app, 6)
    await app.sendEvent('bounced', await app.letterTo(first, 'lesson'))
    expect(await suppression()).toMatchObject({ reason: 'hard_bounce', lifted_at: null })
    await app.post(`${linkTo('preferences', app.firstLesson)}/resume`)
    expect(await suppression()).toMatchObject({ reason: 'hard_bounce', lifted_at: null })
    await morning(app, 7)
    expect((await app.lessonsTo(first)).map(dayOf)).toEqual([2, 3, 4, 5])
  })

  test('after going on, two soft bounces do nothing and the third rests her letters again', async () => {
    const app = await appWithDueReaders(1)
    await softBounces(app, [3, 4, 5])
    expect(await standing(app)).toContain('turned three in a row away')
    await app.clock.advance('PT1H')
    await wish(app, '/resume', {})
    await softBounces(app, [6, 7])
    expect(await standing(app)).toContain('Lesson 7 of 7 comes tomorrow')
    expect(await suppression()).toMatchObject({ lifted_at: expect.any(Number) })
    await softBounces(app, [8])
    expect(await suppression()).toMatchObject({ reason: 'soft_bounces', lifted_at: null })
    await app.signUp({ email: first })
    await app.quiet()
    expect((await app.lettersTo(first)).filter(({ tags }) => tags.kind === 'confirm')).toEqual([])
  })

  test.for([
    ['for reasons nobody knows', { type: 'Undetermined', subType: 'Undetermined' }],
    ['without saying how', { subType: 'General' }],
    ['in a way we have never heard of', { type: 'Cosmic', subType: 'Ray' }],
  ])('turns letters away %s: three in a row, not one', async ([, bounce]) => {
    const app = await appWithDueReaders(1)
    for (const day of [3, 4, 5]) {
      await morning(app, day)
      expect(await suppression()).toBeUndefined()
      await app.sendEvent('bounced', await app.letterTo(first, 'lesson'), { bounce })
    }
    expect(await suppression()).toMatchObject({ reason: 'soft_bounces' })
  })

  test('is gone for good in whatever case that is written', async () => {
    const app = await appWithDueReaders(1)
    await app.tick()
    await app.sendEvent('bounced', await app.letterTo(first), { bounce: { type: 'permanent', subType: 'NoEmail' } })
    expect(await suppression()).toMatchObject({ reason: 'hard_bounce' })
  })

  type Suppression = { reason: string; suppressed_at: number; lifted_at: number | null }
})

describe('a letter to everyone that the practitioner paused', () => {
  test('before it was written for anybody, and let go three days later: it reaches everyone once', async () => {
    const app = await appWithDueReaders(3)
    await app.tick()
    const id = await broadcasts.draft()
    await broadcasts.schedule(id, 3_600_000)
    await broadcasts.pause(id)
    for (const time of ['03 09:00', '04 08:00', '05 08:00', '06 08:00']) {
      await app.liveThrough([march(time)])
      expect(await broadcastReached(app)).toEqual([])
    }
    await broadcasts.resume(id)
    await app.tick()
    expect(await broadcastReached(app)).toEqual([readerOf(0), readerOf(1), readerOf(2)])
    await app.liveThrough([march('06 08:05'), march('06 12:00'), march('09 12:00')])
    expect(await broadcastReached(app)).toHaveLength(3)
    expect(await healthOf(app)).toMatchObject({ held: 0, failed: 0 })
    expect(await rows(sql`select status from broadcasts`)).toEqual([{ status: 'sent' }])
  })

  test('after it was written, and let go three days later: the rest have it once', async () => {
    const app = await appWithDueReaders(3)
    await app.tick()
    await app.emulator.injectFaults({ do: 'daily-quota', match: { to: first } })
    const id = await broadcasts.draft()
    await broadcasts.schedule(id)
    await app.tick()
    await broadcasts.pause(id)
    await app.liveThrough([march('04 08:00'), march('06 08:00')])
    expect(await broadcastReached(app)).toEqual([])
    expect(await healthOf(app)).toMatchObject({ held: 0 })
    await broadcasts.resume(id)
    await app.liveThrough([march('06 08:01'), march('06 12:00'), march('09 12:00')])
    expect(await broadcastReached(app)).toEqual([readerOf(0), readerOf(1), readerOf(2)])
    expect(await healthOf(app)).toMatchObject({ held: 0, failed: 0 })
  })

  test('before its hour, and let go before its hour: it still waits for it', async () => {
    const app = await appWithDueReaders(1)
    await app.tick()
    const id = await broadcasts.draft()
    await broadcasts.schedule(id, 3 * 3_600_000)
    await broadcasts.pause(id)
    await broadcasts.resume(id)
    await app.liveThrough([march('03 09:59')])
    expect(await broadcastReached(app)).toEqual([])
    await app.liveThrough([march('03 10:01')])
    expect(await broadcastReached(app)).toEqual([first])
  })

  test.for([
    [47, { reached: 3, held: 0 }],
    [49, { reached: 0, held: 3 }],
  ] as const)(
    'or that could not leave for two days is held for her word: after %i hours',
    async ([hours, { reached, held }]) => {
      const app = await appWithDueReaders(3)
      await app.tick()
      await app.emulator.injectFaults({ do: 'unverified-domain', next: 1000, match: { to: first } })
      await broadcasts.schedule(await broadcasts.draft())
      for (let hour = 0; hour < 46; hour += 2) {
        await app.tick()
        await app.clock.advance('PT2H')
      }
      await app.emulator.clearFaults()
      await app.clock.advance(`PT${hours - 46}H`)
      expect(await app.tick()).toMatchObject({ retried: 0 })
      expect(await broadcastReached(app)).toHaveLength(reached)
      expect(await healthOf(app)).toMatchObject({ held })
    },
  )

  test('or whose letters are turned away for now is on its way until they have left', async () => {
    const app = await appWithDueReaders(3)
    await app.tick()
    await app.emulator.injectFaults({ do: '503', next: 2, match: { to: first } })
    await broadcasts.schedule(await broadcasts.draft())
    for (const pause of ['PT0S', 'PT1M', 'PT5M']) {
      await app.clock.advance(pause)
      await app.tick()
      expect(await rows(sql`select status, finished_at from broadcasts`)).toEqual([
        { status: 'sending', finished_at: null },
      ])
    }
    expect(await broadcastReached(app)).toHaveLength(3)
    await app.clock.advance('PT1M')
    await app.tick()
    expect(await rows(sql`select status from broadcasts`)).toEqual([{ status: 'sent' }])
  })

  test('leaves alone who joined after it was written, and does not wait for her', async () => {
    const app = await appWithDueReaders(2)
    await app.tick()
    const id = await broadcasts.draft()
    await broadcasts.schedule(id)
    await app.tick()
    await app.begin({ email: 'late@reader.test', timeZone: vienna })
    await app.liveThrough([march('03 08:00'), march('03 12:00')])
    expect(await broadcastReached(app)).toEqual([readerOf(0), readerOf(1)])
    expect(await rows(sql`select status from broadcasts`)).toEqual([{ status: 'sent' }])
  })
})

/** Seven o’clock in Vienna on this day of March; lesson 2 is due on the third. */
async function morning(app: TestApp, day: number) {
  await app.liveThrough([march(`${String(day).padStart(2, '0')} 07:00`)])
}

const broadcastReached = async (app: TestApp) =>
  (await lettersToReaders(app))
    .filter(({ tags }) => tags.kind === 'broadcast')
    .flatMap(({ to }) => to)
    .sort()

async function wish(app: AppWithDueReaders, form: string, fields: Record<string, string>) {
  const answer = await app.post(`${linkTo('preferences', app.firstLesson)}${form}`, fields)
  expect(answer.status).toBe(303)
}

async function standing(app: AppWithDueReaders) {
  const page = await (await app.fetch(linkTo('preferences', app.firstLesson))).text()
  return /<div class="course-state"><p class="lead">([^<]*)/.exec(page)?.[1]
}
