import { sql } from 'drizzle-orm'
import { describe, onTestFinished, vi } from 'vitest'
import { broadcasts } from '../support/broadcasts.ts'
import {
  appWithDueReaders,
  expectEveryoneOnce,
  expectNothingMore,
  failForADay,
  healthOf,
  lettersToReaders,
  openDatabase,
  readerOf,
  sendRequests,
} from '../support/due-readers.ts'
import { interceptFetch, sendsLetters, statementsIn } from '../support/intercept-fetch.ts'
import { dayOf } from '../support/lesson-log.ts'
import { rows } from '../support/rows.ts'
import { until } from '../support/test-app/until.ts'
import { expect, linkTo, type TestApp, test } from '../support/test-app.ts'
import { crash, openWorkerSteps } from '../support/worker-steps.ts'

describe('wherever a worker dies', () => {
  test.each(['before', 'after'])(
    'just %s any request: every letter arrives once, and the course goes on',
    async (when) => {
      let requests = Number.POSITIVE_INFINITY
      for (let last = 1; last <= requests; last++) {
        const app = await appWithDueReaders(3)
        let made = 0
        const revive = interceptFetch(async (request, go) => {
          if (!sendsLetters(request) && !(await statementsIn(request))) return go()
          made += 1
          if (made < last) return go()
          if (made === last && when === 'after') await go()
          return crash()
        })
        await workOnce().catch(() => {})
        revive()
        if (made < last) requests = made
        for (let minute = 0; minute < 4; minute++) {
          await app.clock.advance('PT1M')
          await app.tick()
        }
        await expectEveryoneOnce(app, 3)
        expect(await healthOf(app)).toMatchObject({ due: 0, failed: 0 })
        await app.clock.set('2026-03-04T06:00:00Z')
        expect(await app.tick()).toEqual({ planned: 3, sent: 3, retried: 0, failed: 0 })
      }
      expect(requests).toBe(6)
    },
  )

  test('the queue takes nothing: the tick goes on, counts and says it, and a later one brings all of it', async () => {
    const app = await appWithDueReaders(3)
    const { plan, planned } = await openWorkerSteps({ queueIsDown: true })
    await plan()
    await broadcasts.schedule(await broadcasts.draft(), 60_000)
    await app.clock.advance('PT3M')
    const logged = vi.spyOn(console, 'log')
    onTestFinished(() => logged.mockRestore())
    // The three lessons are refused again, and the letter to everyone is written after that.
    await (await openWorkerSteps({ queueIsDown: true })).plan()
    const lines = logged.mock.calls.map(([line]) => JSON.parse(String(line)))
    logged.mockRestore()
    expect(planned).toEqual([])
    expect(lines.filter(({ event }) => event === 'queue_refused')).toEqual(
      [1, 1].map((batches) => expect.objectContaining({ kind: 'batch', queue: 'OUTBOX', batches })),
    )
    expect(lines.filter(({ event }) => event === 'tick')).toHaveLength(1)
    expect(await healthOf(app)).toMatchObject({ ok: true, due: 6, faults: 1 })
    expect(await rows(sql`select code, subject, problem from faults`)).toEqual([
      { code: 'queue', subject: 'OUTBOX', problem: 'the worker died' },
    ])
    await app.clock.advance('PT2M1S')
    expect(await app.tick()).toEqual({ planned: 6, sent: 6, retried: 0, failed: 0 })
    expect((await app.lettersTo(readerOf(0))).map(({ tags }) => tags.kind).sort()).toEqual(['broadcast', 'lesson'])
    expect(await lettersToReaders(app)).toHaveLength(6)
    // Nothing was put aside, so nobody is told that it was.
    await app.clock.advance('PT16M')
    await app.tick()
    expect(await rows(sql`select cause from alerts`)).toEqual([])
  })

  test('the same letters go again: under the same key, to the byte, even after new secrets and new settings', async () => {
    const app = await appWithDueReaders(3)
    const { plan, planned, send, provider } = await openWorkerSteps()
    await plan()
    const unheard = send(only(planned), { send: async (...letters) => crash(await provider.send(...letters)) })
    await expect(unheard).rejects.toThrow('the worker died')
    app.settings({
      APP_SECRET: 'another secret, after the practitioner changed it',
      APP_SECRET_PREVIOUS: 'a secret that is good for journeys only',
      PUBLIC_URL: 'http://127.0.0.1',
      FROM_NAME: 'Maren Holt-Winter',
      POSTAL_ADDRESS: 'Maren Holt-Winter, 3 Lake Road, 1020 Vienna, Austria',
    })
    await app.clock.advance('PT2M')
    expect(await app.tick()).toEqual({ planned: 3, sent: 3, retried: 0, failed: 0 })
    const [first, second] = await app.emulator.requests()
    expect(second).toMatchObject({ key: first?.key, status: 200, replayed: true })
    const [letter] = await expectEveryoneOnce(app, 3)
    if (letter) expect((await app.fetch(linkTo('preferences', letter))).status).toBe(200)
  })
})

describe('when the provider has forgotten the key', () => {
  const batchesHeard = async (app: TestApp) =>
    (await sendRequests(app)).filter(({ path, status }) => path === '/emails/batch' && status !== 503)

  test('what it took is settled by asking, and does not go again, though its clock be slow', async () => {
    const app = await appWithDueReaders(200)
    await app.emulator.change({ now: '2026-03-03T05:50:00Z' })
    await dieUnheard()
    await failForADay(app)
    expect(await app.tick()).toEqual({ planned: 200, sent: 200, retried: 0, failed: 0 })
    expect(await batchesHeard(app)).toHaveLength(2)
    await expectEveryoneOnce(app, 200)
    expect(await healthOf(app)).toMatchObject({ due: 0, failed: 0 })
    await app.clock.set('2026-03-05T06:00:00Z')
    expect(await app.tick()).toEqual({ planned: 200, sent: 200, retried: 0, failed: 0 })
  })

  test('what it never had goes again, at her next hour', async () => {
    const app = await appWithDueReaders(3)
    await dieUnsent()
    await failForADay(app)
    expect(await app.tick()).toEqual({ planned: 3, sent: 0, retried: 3, failed: 0 })
    expect(await batchesHeard(app)).toHaveLength(0)
    await app.clock.advance('PT1M')
    await app.tick()
    await app.clock.set('2026-03-05T06:00:00Z')
    expect(await app.tick()).toEqual({ planned: 3, sent: 3, retried: 0, failed: 0 })
    const letters = await expectEveryoneOnce(app, 3)
    expect(letters.map(dayOf)).toEqual([2, 2, 2])
  })

  test('two who ask at the same time lose nothing', async () => {
    const app = await appWithDueReaders(3)
    const batch = await dieUnsent()
    await failForADay(app)
    const slow = await openWorkerSteps()
    let second: Promise<unknown> | undefined
    let slowIsDone = () => {}
    const untilSlowIsDone = new Promise<void>((resolve) => (slowIsDone = resolve))
    await slow.send(batch, {
      findAccepted: async (...asked) => {
        await app.clock.advance('PT11M')
        const quick = await openWorkerSteps()
        await new Promise<void>((begun) => {
          const wait = async (...given: typeof asked) => {
            begun()
            await untilSlowIsDone
            return quick.provider.findAccepted(...given)
          }
          second = quick.send(batch, { findAccepted: wait })
        })
        return slow.provider.findAccepted(...asked)
      },
    })
    slowIsDone()
    await second
    await app.tick()
    await app.clock.set('2026-03-05T06:00:00Z')
    expect(await app.tick()).toEqual({ planned: 3, sent: 3, retried: 0, failed: 0 })
    await expectEveryoneOnce(app, 3)
  })

  test.each([
    [['timeout-after-acceptance'], 1],
    [['reset-after-acceptance', '429'], 2],
  ] as const)('after %j it asks before it sends again', async (troubles, tries) => {
    const app = await appWithDueReaders(3)
    await app.emulator.injectFaults(...troubles.map((trouble) => ({ do: trouble, holdMs: 50, retryAfter: 600 })))
    for (const _ of troubles) {
      expect(await app.tick()).toEqual({ planned: 3, sent: 0, retried: 3, failed: 0 })
      await app.clock.advance('PT1M')
    }
    await failForADay(app)
    expect(await app.tick()).toEqual({ planned: 3, sent: 3, retried: 0, failed: 0 })
    expect(await batchesHeard(app)).toHaveLength(tries)
    await expectEveryoneOnce(app, 3)
  })

  test('after a certain no there is nothing to ask', async () => {
    const app = await appWithDueReaders(3)
    await app.emulator.injectFaults({ do: '429', retryAfter: 600 })
    await app.tick()
    await failForADay(app)
    expect(await app.tick()).toEqual({ planned: 3, sent: 3, retried: 0, failed: 0 })
    expect((await batchesHeard(app)).map(({ status }) => status)).toEqual([429, 200])
    expect(await app.emulator.requests()).toEqual(await sendRequests(app))
    await expectEveryoneOnce(app, 3)
  })

  test('of a batch it took in part, only the rest goes again', async () => {
    const app = await appWithDueReaders(3)
    await app.emulator.change({ refuse: [readerOf(1)] })
    await dieUnheard()
    await app.emulator.change({ refuse: [] })
    await failForADay(app)
    expect(await app.tick()).toEqual({ planned: 3, sent: 2, retried: 1, failed: 0 })
    await app.tick()
    await app.clock.set('2026-03-05T06:00:00Z')
    await app.tick()
    expect((await app.lessonsTo(readerOf(0))).map(dayOf)).toEqual([2, 3])
    expect((await app.lessonsTo(readerOf(1))).map(dayOf)).toEqual([2])
  })

  test('while it cannot be asked, nothing moves', async () => {
    const app = await appWithDueReaders(3)
    await dieUnheard()
    await failForADay(app)
    await app.emulator.injectFaults({ do: '503', next: 1000, match: { path: '/emails' } })
    for (const pause of ['PT16M', 'PT16M', 'PT5H']) {
      expect(await app.tick()).toEqual({ planned: 3, sent: 0, retried: 3, failed: 0 })
      await app.clock.advance(pause)
    }
    expect(await batchesHeard(app)).toHaveLength(1)
    expect(await healthOf(app)).toMatchObject({ due: 3, failed: 0 })
    await app.emulator.clearFaults()
    expect(await app.tick()).toEqual({ planned: 3, sent: 3, retried: 0, failed: 0 })
    await expectEveryoneOnce(app, 3)
  })

  test('while it cannot be asked, its own events settle what they tell of', async () => {
    const app = await appWithDueReaders(3)
    await dieUnheard()
    for (const letter of await app.emulator.letters()) await app.sendEvent('delivered', letter)
    await failForADay(app)
    await app.emulator.injectFaults({ do: '503', next: 1000, match: { path: '/emails' } })
    // Lesson 3 is due by now, since lesson 2 is known to have come.
    expect(await app.tick()).toEqual({ planned: 6, sent: 6, retried: 0, failed: 0 })
    expect((await app.lettersTo(readerOf(0))).map(dayOf)).toEqual([2, 3])
    expect(await healthOf(app)).toMatchObject({ due: 0, failed: 0 })
  })
})

describe('when the service slept for a day after it died', () => {
  test('what the provider took is known by its list: it does not go again, and the course goes on', async () => {
    const app = await appWithDueReaders(200)
    await app.emulator.change({ now: '2026-03-03T05:50:00Z' })
    await dieUnheard()
    await app.clock.advance('PT24H30M')
    // Two hundred mails that nobody here knows, and the alert, are more than one tick asks for.
    expect(await app.tick()).toEqual({ planned: 0, sent: 0, retried: 0, failed: 0 })
    await app.clock.advance('PT1M')
    expect(await app.tick()).toMatchObject({ retried: 0, failed: 0 })
    await app.clock.set('2026-03-05T06:00:00Z')
    expect(await app.tick()).toEqual({ planned: 200, sent: 200, retried: 0, failed: 0 })
    for (const reader of [0, 117, 199]) expect((await app.lettersTo(readerOf(reader))).map(dayOf)).toEqual([2, 3, 4])
    expect(await lettersToReaders(app)).toHaveLength(600)
    expect(await healthOf(app)).toMatchObject({ due: 0, failed: 0 })
  })

  test('what it never had goes, a lesson a day, at her hour', async () => {
    const app = await appWithDueReaders(3)
    await dieUnsent()
    await app.clock.advance('PT24H30M')
    await app.tick()
    expect(await lettersToReaders(app)).toHaveLength(0)
    await app.clock.advance('PT1M')
    await app.tick()
    await app.clock.set('2026-03-05T06:00:00Z')
    await app.tick()
    expect((await expectEveryoneOnce(app, 3)).map(dayOf)).toEqual([2, 2, 2])
    await app.clock.set('2026-03-06T06:00:00Z')
    await app.tick()
    expect((await app.lettersTo(readerOf(0))).map(dayOf)).toEqual([2, 3])
  })

  test('until the list could be asked nothing leaves, and then nothing twice', async () => {
    const app = await appWithDueReaders(3)
    await dieUnheard()
    await app.clock.advance('PT24H30M')
    await app.emulator.injectFaults({ do: '503', next: 1000, match: { path: '/emails' } })
    for (const pause of ['PT1M', 'PT16M', 'PT5H']) {
      expect(await app.tick()).toEqual({ planned: 0, sent: 0, retried: 0, failed: 0 })
      await app.clock.advance(pause)
    }
    // Only what tells the practitioner tries to leave meanwhile.
    expect((await sendRequests(app)).filter(({ path }) => path === '/emails/batch')).toHaveLength(1)
    expect(await healthOf(app)).toMatchObject({ failed: 0 })
    await app.emulator.clearFaults()
    await app.tick()
    expect((await app.lettersTo(readerOf(0))).map(dayOf)).toEqual([2, 3])
    expect(await lettersToReaders(app)).toHaveLength(6)
  })
})

describe('someone who leaves', () => {
  test('after planning, gets nothing', async () => {
    const app = await appWithDueReaders(3)
    await (await openWorkerSteps()).plan()
    await app.oneClick(app.firstLesson)
    await app.clock.advance('PT3M')
    expect(await app.tick()).toEqual({ planned: 2, sent: 2, retried: 0, failed: 0 })
    await expectEveryoneOnce(app, 3, readerOf(0))
  })

  test('while her letter is being written, gets nothing', async () => {
    const app = await appWithDueReaders(3)
    let left = false
    const restore = interceptFetch(async (request, go) => {
      const freezes = (await statementsIn(request))?.some(({ sql }) => sql.includes('insert into templates'))
      if (freezes && !left) {
        left = true
        await app.oneClick(app.firstLesson)
      }
      return go()
    })
    const { plan, planned, send } = await openWorkerSteps()
    await plan()
    expect(await send(only(planned))).toMatchObject({ result: 'try_again' })
    restore()
    expect(left).toBe(true)
    expect(await app.tick()).toEqual({ planned: 2, sent: 2, retried: 0, failed: 0 })
    await expectEveryoneOnce(app, 3, readerOf(0))
  })

  test('after it was frozen, may get that last one, once', async () => {
    const app = await appWithDueReaders(3)
    const { plan, planned, send } = await openWorkerSteps()
    await plan()
    await send(only(planned), { send: crash }).catch(() => {})
    await app.oneClick(app.firstLesson)
    await app.clock.advance('PT3M')
    expect(await app.tick()).toEqual({ planned: 3, sent: 3, retried: 0, failed: 0 })
    await expectEveryoneOnce(app, 3)
    await app.clock.set('2026-03-04T06:00:00Z')
    expect(await app.tick()).toEqual({ planned: 2, sent: 2, retried: 0, failed: 0 })
    expect(await app.lettersTo(readerOf(0))).toHaveLength(1)
  })
})

describe('when the database is restored from before', () => {
  test('a template that it lost is stored again before a letter of it leaves', async () => {
    const app = await appWithDueReaders(101)
    const { plan, planned, send } = await openWorkerSteps()
    await plan()
    const [first, second] = planned
    if (!first || !second) throw new Error('a hundred and one letters are two batches')
    expect(await send(first)).toMatchObject({ result: 'settled' })
    const db = openDatabase()
    await db.run(sql`delete from templates`)
    expect(await send(second)).toMatchObject({ result: 'try_again' })
    expect(await send(second)).toMatchObject({ result: 'settled', accepted: 1 })
    expect(await db.all(sql`select 1 from templates`)).toHaveLength(1)
    await expectEveryoneOnce(app, 101)
  })
})

describe('when things happen twice', () => {
  test('a message that comes twice, late, or for a batch nobody knows changes nothing', async () => {
    const app = await appWithDueReaders(3)
    app.useRealBatchQueues()
    const { plan, planned, queue, send } = await openWorkerSteps()
    await plan()
    const batch = only(planned)
    await queue(batch, batch, { id: 'nobody', kind: 'lesson' }, batch)
    await app.quiet()
    expect(await send(batch)).toEqual({ result: 'nothing_to_do' })
    await app.clock.advance('P1DT1M')
    await queue(batch, { id: 'nobody/a', kind: 'lesson' }, batch)
    expect(await app.tick()).toEqual({ planned: 3, sent: 3, retried: 0, failed: 0 })
    expect((await sendRequests(app)).map(({ path, status }) => [path, status])).toEqual([
      ['/emails/batch', 200],
      ['/emails/batch', 200],
    ])
    expect((await app.lettersTo(readerOf(0))).map(dayOf)).toEqual([2, 3])
  })

  test('two consumers at once send it once', async () => {
    const app = await appWithDueReaders(3)
    await app.emulator.change({ held: true })
    const { plan, planned, send } = await openWorkerSteps()
    await plan()
    const results = [send(only(planned)), send(only(planned)), send(only(planned))]
    await until('Nobody asked.', async () => (await app.emulator.requests()).length === 1)
    await app.emulator.change({ held: false })
    const ended = (await Promise.all(results)).map(({ result }) => result)
    expect(ended.sort()).toEqual(['nothing_to_do', 'nothing_to_do', 'settled'])
    expect(await app.emulator.requests()).toHaveLength(1)
    await expectEveryoneOnce(app, 3)
  })

  test('a sender so slow that another takes over: once', async () => {
    const app = await appWithDueReaders(3)
    await app.emulator.change({ held: true })
    const { plan, planned, send } = await openWorkerSteps()
    await plan()
    const slow = send(only(planned))
    await until('The slow sender never asked.', async () => (await app.emulator.requests()).length === 1)
    await app.clock.advance('PT2M')
    expect(await app.tick()).toEqual({ planned: 3, sent: 0, retried: 3, failed: 0 })
    await app.emulator.change({ held: false })
    expect(await slow).toMatchObject({ result: 'settled' })
    expect((await app.emulator.requests()).map(({ status }) => status)).toEqual([200, 409])
    await expectEveryoneOnce(app, 3)
    await expectNothingMore(app)
  })

  test('two ticks at once plan everyone once', async () => {
    const app = await appWithDueReaders(250)
    app.useRealBatchQueues()
    const ticks = await Promise.all([app.tick(), app.tick()])
    expect(ticks.reduce((sum, { planned }) => sum + planned, 0)).toBe(250)
    await app.quiet()
    await expectEveryoneOnce(app, 250)
  })
})

// The provider takes every batch, and nobody hears of it.
async function dieUnheard() {
  const { plan, planned, send, provider } = await openWorkerSteps()
  await plan()
  for (const batch of planned) {
    await send(batch, { send: async (...letters) => crash(await provider.send(...letters)) }).catch(() => {})
  }
}

// What is sent is written down, and the request is never made.
async function dieUnsent() {
  const { plan, planned, send } = await openWorkerSteps()
  await plan()
  await send(only(planned), { send: crash }).catch(() => {})
  return only(planned)
}

// One whole turn: plan what is due, and send it.
async function workOnce() {
  const { plan, planned, send } = await openWorkerSteps()
  await plan()
  for (const batch of planned) await send(batch)
}

const only = <T>(some: readonly T[]): T => {
  expect(some).toHaveLength(1)
  return some[0] as T
}
