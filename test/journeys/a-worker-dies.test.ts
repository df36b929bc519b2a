import { describe } from 'vitest'
import {
  allQuiet,
  everyoneOnce,
  healthOf,
  lastADay,
  lettersToReaders,
  morningOf,
  posts,
  readerOf,
  staysQuiet,
} from '../support/crowd.ts'
import { dayOf } from '../support/diary.ts'
import { die, takeApart } from '../support/taken-apart.ts'
import { bendWire, sendsLetters, statementsIn } from '../support/wire.ts'
import { expect, linkTo, test, type World } from '../support/world.ts'

describe('wherever a worker dies', () => {
  test.each(['before', 'after'])(
    'just %s any request: every letter arrives once, and the course goes on',
    async (when) => {
      let requests = Number.POSITIVE_INFINITY
      for (let last = 1; last <= requests; last++) {
        const world = await morningOf(3)
        let made = 0
        const revive = bendWire(async (request, go) => {
          if (!sendsLetters(request) && !(await statementsIn(request))) return go()
          made += 1
          if (made < last) return go()
          if (made === last && when === 'after') await go()
          return die()
        })
        await workOnce().catch(() => {})
        revive()
        if (made < last) requests = made
        for (let minute = 0; minute < 4; minute++) {
          await world.clock.advance('PT1M')
          await world.tick()
        }
        await everyoneOnce(world, 3)
        expect(await healthOf(world)).toMatchObject({ due: 0, failed: 0 })
        await world.clock.set('2026-03-04T06:00:00Z')
        expect(await world.tick()).toEqual({ planned: 3, sent: 3, retried: 0, failed: 0 })
      }
      expect(requests).toBe(7)
    },
  )

  test('the queue does not take what was planned: a later tick brings it', async () => {
    const world = await morningOf(3)
    await expect((await takeApart({ queueIsDown: true })).plan()).rejects.toThrow()
    expect(await healthOf(world)).toMatchObject({ due: 3 })
    await world.clock.advance('PT2M')
    expect(await world.tick()).toEqual({ planned: 3, sent: 3, retried: 0, failed: 0 })
    await everyoneOnce(world, 3)
  })

  test('the same letters go again: under the same key, to the byte, even after new secrets and new settings', async () => {
    const world = await morningOf(3)
    const { plan, planned, send, provider } = await takeApart()
    await plan()
    const unheard = send(only(planned), { send: async (...letters) => die(await provider.send(...letters)) })
    await expect(unheard).rejects.toThrow('the worker died')
    world.settings({
      APP_SECRET: 'another secret, after the practitioner changed it',
      APP_SECRET_PREVIOUS: 'a secret that is good for journeys only',
      PUBLIC_URL: 'http://127.0.0.1',
      FROM_NAME: 'Maren Holt-Winter',
      POSTAL_ADDRESS: 'Maren Holt-Winter, 3 Lake Road, 1020 Vienna, Austria',
    })
    await world.clock.advance('PT2M')
    expect(await world.tick()).toEqual({ planned: 3, sent: 3, retried: 0, failed: 0 })
    const [first, second] = await world.postman.requests()
    expect(second).toMatchObject({ key: first?.key, status: 200, replayed: true })
    const [letter] = await everyoneOnce(world, 3)
    if (letter) expect((await world.fetch(linkTo('preferences', letter))).status).toBe(200)
  })
})

describe('when the provider has forgotten the key', () => {
  const batchesHeard = async (world: World) =>
    (await posts(world)).filter(({ path, status }) => path === '/emails/batch' && status !== 503)

  test('what it took is settled by asking, and does not go again, though its clock be slow', async () => {
    const world = await morningOf(200)
    await world.postman.change({ now: '2026-03-03T05:50:00Z' })
    await dieUnheard()
    await lastADay(world)
    expect(await world.tick()).toEqual({ planned: 200, sent: 200, retried: 0, failed: 0 })
    expect(await batchesHeard(world)).toHaveLength(2)
    await everyoneOnce(world, 200)
    expect(await healthOf(world)).toMatchObject({ due: 0, failed: 0 })
    await world.clock.set('2026-03-05T06:00:00Z')
    expect(await world.tick()).toEqual({ planned: 200, sent: 200, retried: 0, failed: 0 })
  })

  test('what it never had goes again, at her next hour', async () => {
    const world = await morningOf(3)
    await dieUnsent()
    await lastADay(world)
    expect(await world.tick()).toEqual({ planned: 3, sent: 0, retried: 3, failed: 0 })
    expect(await batchesHeard(world)).toHaveLength(0)
    await world.clock.advance('PT1M')
    await world.tick()
    await world.clock.set('2026-03-05T06:00:00Z')
    expect(await world.tick()).toEqual({ planned: 3, sent: 3, retried: 0, failed: 0 })
    const letters = await everyoneOnce(world, 3)
    expect(letters.map(dayOf)).toEqual([2, 2, 2])
  })

  test('two who ask at the same time lose nothing', async () => {
    const world = await morningOf(3)
    const batch = await dieUnsent()
    await lastADay(world)
    const slow = await takeApart()
    let second: Promise<unknown> | undefined
    let slowIsDone = () => {}
    const untilSlowIsDone = new Promise<void>((resolve) => (slowIsDone = resolve))
    await slow.send(batch, {
      findAccepted: async (...asked) => {
        await world.clock.advance('PT11M')
        const quick = await takeApart()
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
    await world.tick()
    await world.clock.set('2026-03-05T06:00:00Z')
    expect(await world.tick()).toEqual({ planned: 3, sent: 3, retried: 0, failed: 0 })
    await everyoneOnce(world, 3)
  })

  test.each([
    [['timeout-after-acceptance'], 1],
    [['reset-after-acceptance', '429'], 2],
  ] as const)('after %j it asks before it sends again', async (troubles, tries) => {
    const world = await morningOf(3)
    await world.postman.orders(...troubles.map((trouble) => ({ do: trouble, holdMs: 50, retryAfter: 600 })))
    for (const _ of troubles) {
      expect(await world.tick()).toEqual({ planned: 3, sent: 0, retried: 3, failed: 0 })
      await world.clock.advance('PT1M')
    }
    await lastADay(world)
    expect(await world.tick()).toEqual({ planned: 3, sent: 3, retried: 0, failed: 0 })
    expect(await batchesHeard(world)).toHaveLength(tries)
    await everyoneOnce(world, 3)
  })

  test('after a certain no there is nothing to ask', async () => {
    const world = await morningOf(3)
    await world.postman.orders({ do: '429', retryAfter: 600 })
    await world.tick()
    await lastADay(world)
    expect(await world.tick()).toEqual({ planned: 3, sent: 3, retried: 0, failed: 0 })
    expect((await batchesHeard(world)).map(({ status }) => status)).toEqual([429, 200])
    expect(await world.postman.requests()).toEqual(await posts(world))
    await everyoneOnce(world, 3)
  })

  test('of a batch it took in part, only the rest goes again', async () => {
    const world = await morningOf(3)
    await world.postman.change({ refuse: [readerOf(1)] })
    await dieUnheard()
    await world.postman.change({ refuse: [] })
    await lastADay(world)
    expect(await world.tick()).toEqual({ planned: 3, sent: 2, retried: 1, failed: 0 })
    await world.tick()
    await world.clock.set('2026-03-05T06:00:00Z')
    await world.tick()
    expect((await world.lessonsTo(readerOf(0))).map(dayOf)).toEqual([2, 3])
    expect((await world.lessonsTo(readerOf(1))).map(dayOf)).toEqual([2])
  })

  test('while it cannot be asked, nothing moves', async () => {
    const world = await morningOf(3)
    await dieUnheard()
    await lastADay(world)
    await world.postman.orders({ do: '503', next: 1000, match: { path: '/emails' } })
    for (const pause of ['PT16M', 'PT16M', 'PT5H']) {
      expect(await world.tick()).toEqual({ planned: 3, sent: 0, retried: 3, failed: 0 })
      await world.clock.advance(pause)
    }
    expect(await batchesHeard(world)).toHaveLength(1)
    expect(await healthOf(world)).toMatchObject({ due: 3, failed: 0 })
    await world.postman.relent()
    expect(await world.tick()).toEqual({ planned: 3, sent: 3, retried: 0, failed: 0 })
    await everyoneOnce(world, 3)
  })

  test('while it cannot be asked, its own news settle what they tell of', async () => {
    const world = await morningOf(3)
    await dieUnheard()
    for (const letter of await world.postman.letters()) await world.news('delivered', letter)
    await lastADay(world)
    await world.postman.orders({ do: '503', next: 1000, match: { path: '/emails' } })
    // Lesson 3 is due by now, since lesson 2 is known to have come.
    expect(await world.tick()).toEqual({ planned: 6, sent: 6, retried: 0, failed: 0 })
    expect((await world.lettersTo(readerOf(0))).map(dayOf)).toEqual([2, 3])
    expect(await healthOf(world)).toMatchObject({ due: 0, failed: 0 })
  })
})

describe('when the house slept for a day after it died', () => {
  test('what the provider took is known by its list: it does not go again, and the course goes on', async () => {
    const world = await morningOf(200)
    await world.postman.change({ now: '2026-03-03T05:50:00Z' })
    await dieUnheard()
    await world.clock.advance('PT24H30M')
    expect(await world.tick()).toMatchObject({ retried: 0, failed: 0 })
    await world.clock.set('2026-03-05T06:00:00Z')
    expect(await world.tick()).toEqual({ planned: 200, sent: 200, retried: 0, failed: 0 })
    for (const reader of [0, 117, 199]) expect((await world.lettersTo(readerOf(reader))).map(dayOf)).toEqual([2, 3, 4])
    expect(await lettersToReaders(world)).toHaveLength(600)
    expect(await healthOf(world)).toMatchObject({ due: 0, failed: 0 })
  })

  test('what it never had goes, a lesson a day, at her hour', async () => {
    const world = await morningOf(3)
    await dieUnsent()
    await world.clock.advance('PT24H30M')
    await world.tick()
    expect(await lettersToReaders(world)).toHaveLength(0)
    await world.clock.advance('PT1M')
    await world.tick()
    await world.clock.set('2026-03-05T06:00:00Z')
    await world.tick()
    expect((await everyoneOnce(world, 3)).map(dayOf)).toEqual([2, 2, 2])
    await world.clock.set('2026-03-06T06:00:00Z')
    await world.tick()
    expect((await world.lettersTo(readerOf(0))).map(dayOf)).toEqual([2, 3])
  })

  test('until the list could be asked nothing leaves, and then nothing twice', async () => {
    const world = await morningOf(3)
    await dieUnheard()
    await world.clock.advance('PT24H30M')
    await world.postman.orders({ do: '503', next: 1000, match: { path: '/emails' } })
    for (const pause of ['PT1M', 'PT16M', 'PT5H']) {
      expect(await world.tick()).toEqual({ planned: 0, sent: 0, retried: 0, failed: 0 })
      await world.clock.advance(pause)
    }
    // Only what tells the practitioner tries to leave meanwhile.
    expect((await posts(world)).filter(({ path }) => path === '/emails/batch')).toHaveLength(1)
    expect(await healthOf(world)).toMatchObject({ failed: 0 })
    await world.postman.relent()
    await world.tick()
    expect((await world.lettersTo(readerOf(0))).map(dayOf)).toEqual([2, 3])
    expect(await lettersToReaders(world)).toHaveLength(6)
  })
})

describe('someone who leaves', () => {
  test('after planning, gets nothing', async () => {
    const world = await morningOf(3)
    await (await takeApart()).plan()
    await world.oneClick(world.firstLesson)
    await world.clock.advance('PT3M')
    expect(await world.tick()).toEqual({ planned: 2, sent: 2, retried: 0, failed: 0 })
    await everyoneOnce(world, 3, readerOf(0))
  })

  test('while her letter is being written, gets nothing', async () => {
    const world = await morningOf(3)
    let left = false
    const letGo = bendWire(async (request, go) => {
      const freezes = (await statementsIn(request))?.some(({ sql }) => sql.includes('insert into templates'))
      if (freezes && !left) {
        left = true
        await world.oneClick(world.firstLesson)
      }
      return go()
    })
    const { plan, planned, send } = await takeApart()
    await plan()
    expect(await send(only(planned))).toMatchObject({ result: 'try_again' })
    letGo()
    expect(left).toBe(true)
    expect(await world.tick()).toEqual({ planned: 2, sent: 2, retried: 0, failed: 0 })
    await everyoneOnce(world, 3, readerOf(0))
  })

  test('after it was frozen, may get that last one, once', async () => {
    const world = await morningOf(3)
    const { plan, planned, send } = await takeApart()
    await plan()
    await send(only(planned), { send: die }).catch(() => {})
    await world.oneClick(world.firstLesson)
    await world.clock.advance('PT3M')
    expect(await world.tick()).toEqual({ planned: 3, sent: 3, retried: 0, failed: 0 })
    await everyoneOnce(world, 3)
    await world.clock.set('2026-03-04T06:00:00Z')
    expect(await world.tick()).toEqual({ planned: 2, sent: 2, retried: 0, failed: 0 })
    expect(await world.lettersTo(readerOf(0))).toHaveLength(1)
  })
})

describe('when things happen twice', () => {
  test('a message that comes twice, late, or for a batch nobody knows changes nothing', async () => {
    const world = await morningOf(3)
    const { plan, planned, queue, send } = await takeApart()
    await plan()
    const batch = only(planned)
    await queue(batch, batch, { id: 'nobody', kind: 'lesson' }, batch)
    await allQuiet(world)
    expect(await send(batch)).toEqual({ result: 'nothing_to_do' })
    await world.clock.advance('P1DT1M')
    await queue(batch, { id: 'nobody/a', kind: 'lesson' }, batch)
    expect(await world.tick()).toEqual({ planned: 3, sent: 3, retried: 0, failed: 0 })
    expect((await posts(world)).map(({ path, status }) => [path, status])).toEqual([
      ['/emails/batch', 200],
      ['/emails/batch', 200],
    ])
    expect((await world.lettersTo(readerOf(0))).map(dayOf)).toEqual([2, 3])
  })

  test('two consumers at once send it once', async () => {
    const world = await morningOf(3)
    await world.postman.change({ latencyMs: 100 })
    const { plan, planned, send } = await takeApart()
    await plan()
    const results = await Promise.all([send(only(planned)), send(only(planned)), send(only(planned))])
    expect(results.map(({ result }) => result).sort()).toEqual(['nothing_to_do', 'nothing_to_do', 'settled'])
    expect(await world.postman.requests()).toHaveLength(1)
    await everyoneOnce(world, 3)
  })

  test('a sender so slow that another takes over: once', async () => {
    const world = await morningOf(3)
    await world.postman.change({ latencyMs: 500 })
    const { plan, planned, send } = await takeApart()
    await plan()
    const slow = send(only(planned))
    await new Promise((resolve) => setTimeout(resolve, 200))
    await world.clock.advance('PT2M')
    expect(await world.tick()).toMatchObject({ planned: 3, failed: 0 })
    expect(await slow).toMatchObject({ result: 'settled' })
    expect((await world.postman.requests()).map(({ status }) => status)).toEqual([200, 409])
    await everyoneOnce(world, 3)
    await staysQuiet(world)
  })

  test('two ticks at once plan everyone once', async () => {
    const world = await morningOf(250)
    const ticks = await Promise.all([world.tick(), world.tick()])
    expect(ticks.reduce((sum, { planned }) => sum + planned, 0)).toBe(250)
    await allQuiet(world)
    await everyoneOnce(world, 250)
  })
})

// The provider takes every batch, and nobody hears of it.
async function dieUnheard() {
  const { plan, planned, send, provider } = await takeApart()
  await plan()
  for (const batch of planned) {
    await send(batch, { send: async (...letters) => die(await provider.send(...letters)) }).catch(() => {})
  }
}

// What is sent is written down, and the request is never made.
async function dieUnsent() {
  const { plan, planned, send } = await takeApart()
  await plan()
  await send(only(planned), { send: die }).catch(() => {})
  return only(planned)
}

// One whole turn: plan what is due, and send it.
async function workOnce() {
  const { plan, planned, send } = await takeApart()
  await plan()
  for (const batch of planned) await send(batch)
}

const only = <T>(some: readonly T[]): T => {
  expect(some).toHaveLength(1)
  return some[0] as T
}
