import { sql } from 'drizzle-orm'
import { afterEach, describe, vi } from 'vitest'
import type { FaultKind } from '../../scripts/resend-emulator/protocol.ts'
import {
  appWithDueReaders,
  expectEveryoneOnce,
  expectNothingMore,
  healthOf,
  lettersToReaders,
  openDatabase,
  readerOf,
  sendRequests,
} from '../support/due-readers.ts'
import { interceptFetch, sendsLetters } from '../support/intercept-fetch.ts'
import { dayOf } from '../support/lesson-log.ts'
import { localTime } from '../support/local-time.ts'
import { expect, type TestApp, test } from '../support/test-app.ts'
import { openWorkerSteps } from '../support/worker-steps.ts'

afterEach(() => void vi.restoreAllMocks())

test('a wave of 250 travels in batches of at most 100, and each letter is whole', async () => {
  const app = await appWithDueReaders(250)
  app.settings({ PUBLIC_URL: 'https://galea.localhost' })
  expect(await app.tick()).toEqual({ planned: 250, sent: 250, retried: 0, failed: 0 })

  const requests = await app.emulator.requests()
  expect(requests.map(({ count }) => count).sort((a, b) => a - b)).toEqual([50, 100, 100])
  expect(new Set(requests.map(({ key }) => key)).size).toBe(3)
  for (const { path, key } of requests) expect([path, (key ?? '').length > 16]).toEqual(['/emails/batch', true])

  const letters = await expectEveryoneOnce(app, 250)
  expect(new Set(letters.map(({ tags }) => tags.delivery)).size).toBe(250)
  expect(new Set(letters.map(({ headers }) => headers['List-Unsubscribe'])).size).toBe(250)
  for (const { tags, headers, replyTo, from, html, text } of letters) {
    expect(tags).toEqual({ delivery: expect.stringMatching(/^[\w-]+$/), kind: 'lesson' })
    expect(headers).toEqual({
      'List-Id': '"Maren Holt" <letters.galea.localhost>',
      'List-Unsubscribe': expect.stringMatching(/^<https:\/\/galea\.localhost\/unsubscribe\/[\w.-]+>$/),
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    })
    expect([from, replyTo]).toEqual([`"Maren Holt" <maren@holt-practice.example>`, ['maren@holt-practice.example']])
    expect(new TextEncoder().encode(html ?? '').length).toBeLessThan(80 * 1024)
    expect(html).toContain('lang="en"')
    expect((text ?? '').length).toBeGreaterThan(1000)
    expect(`${html}${text}`).not.toContain('%%')
  }
  expect(await app.tick()).toEqual({ planned: 0, sent: 0, retried: 0, failed: 0 })
})

describe('when the provider fails', () => {
  const nothingTaken: FaultKind[] = ['500', '503', '502-page', 'reset', 'timeout']
  test.each(nothingTaken)('%s: the same letters go again under the same key, later each time', async (trouble) => {
    const app = await appWithDueReaders(3)
    await app.emulator.injectFaults({ do: trouble, next: 3 })
    loseTheirPatience(3)
    const bodies = new Set<string>()
    interceptFetch(async (request, go) => {
      if (sendsLetters(request)) bodies.add(await request.clone().text())
      return go()
    })
    expect(await app.tick()).toEqual({ planned: 3, sent: 0, retried: 3, failed: 0 })
    expect(await app.tick()).toEqual({ planned: 0, sent: 0, retried: 0, failed: 0 })
    for (let half = 0; half < 10; half++) {
      await app.clock.advance('PT30S')
      await app.tick()
    }
    const requests = await app.emulator.requests()
    expect(requests.map(({ status }) => status).at(-1)).toBe(200)
    expect(requests).toHaveLength(4)
    expect(new Set(requests.map(({ key }) => key)).size).toBe(1)
    expect(bodies.size).toBe(1)
    const moments = requests.map(({ at }) => Date.parse(at))
    const waits = moments.slice(1).map((moment, i) => moment - (moments[i] ?? 0))
    expect(waits).toEqual(waits.toSorted((a, b) => a - b))
    expect(waits[2]).toBeGreaterThan(2 * (waits[0] ?? 0))
    await expectEveryoneOnce(app, 3)
  })

  const takenUnheard: FaultKind[] = ['500-after-acceptance', 'reset-after-acceptance', 'timeout-after-acceptance']
  test.each(takenUnheard)('%s: the second try hears the first answer, and nobody gets two', async (trouble) => {
    const app = await appWithDueReaders(3)
    await app.emulator.injectFaults({ do: trouble })
    loseTheirPatience()
    expect(await app.tick()).toEqual({ planned: 3, sent: 0, retried: 3, failed: 0 })
    await app.clock.advance('PT1M')
    expect(await app.tick()).toEqual({ planned: 3, sent: 3, retried: 0, failed: 0 })
    expect((await app.emulator.requests()).map(({ replayed }) => replayed)).toEqual([false, true])
    await expectEveryoneOnce(app, 3)
    await expectNothingMore(app)
  })

  test('too fast: it waits as long as it is told, and goes on by itself', async () => {
    const app = await appWithDueReaders(3)
    app.useRealBatchQueues()
    await app.emulator.injectFaults({ do: '429', retryAfter: 1 })
    expect(await app.tick()).toEqual({ planned: 3, sent: 0, retried: 3, failed: 0 })
    await app.quiet()
    const [first, second] = await app.emulator.requests()
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(1000)
    expect(second).toMatchObject({ status: 200, key: first?.key })
    await expectEveryoneOnce(app, 3)
  })

  test('a first request is still under way: it waits, and hears that one’s answer', async () => {
    const app = await appWithDueReaders(3)
    await app.emulator.injectFaults({ do: '409-in-flight' })
    expect(await app.tick()).toEqual({ planned: 3, sent: 0, retried: 3, failed: 0 })
    await app.clock.advance('PT1M')
    expect(await app.tick()).toEqual({ planned: 3, sent: 3, retried: 0, failed: 0 })
    await expectEveryoneOnce(app, 3)
  })

  test('the key was used before: the letters were taken then, and do not go again', async () => {
    const app = await appWithDueReaders(3)
    await app.emulator.injectFaults({ do: '409-accepted-before' })
    expect(await app.tick()).toEqual({ planned: 3, sent: 3, retried: 0, failed: 0 })
    await expectEveryoneOnce(app, 3)
    await expectNothingMore(app)
  })
})

describe('when the quota is used up', () => {
  test('for today: the rest waits until the provider’s new day, and no day brings two lessons', async () => {
    const app = await appWithDueReaders(200)
    await app.emulator.change({ dailyQuota: 150 })
    expect(await app.tick()).toEqual({ planned: 200, sent: 100, retried: 100, failed: 0 })
    expect(await healthOf(app)).toMatchObject({ due: 100, failed: 0 })
    const asked = (await sendRequests(app)).length

    for (const now of ['2026-03-03T06:01:00Z', '2026-03-03T12:00:00Z', '2026-03-03T23:59:30Z']) {
      await app.clock.set(now)
      expect(await app.tick()).toEqual({ planned: 0, sent: 0, retried: 0, failed: 0 })
    }
    expect(await sendRequests(app)).toHaveLength(asked)
    // Beside the lessons three alerts wait: letters are late, the quota is used up, and nothing is heard of what left.
    expect(await healthOf(app)).toMatchObject({ due: 100 + 3, oldestDueSeconds: expect.closeTo(18 * 3600 - 30, -1) })

    await app.clock.set('2026-03-04T00:00:30Z')
    expect(await app.tick()).toEqual({ planned: 100, sent: 100, retried: 0, failed: 0 })
    await expectEveryoneOnce(app, 200)

    await app.emulator.change({ dailyQuota: null })
    await app.clock.set('2026-03-04T06:00:00Z')
    expect(await app.tick()).toMatchObject({ planned: 100, sent: 100 })
    await app.clock.set('2026-03-05T06:00:00Z')
    expect(await app.tick()).toMatchObject({ planned: 200, sent: 200 })
    const days = (await lettersToReaders(app)).map(
      ({ to, acceptedAt }) => `${to} ${localTime(acceptedAt, 'Europe/Vienna').slice(0, 10)}`,
    )
    expect(new Set(days).size).toBe(500)
  })

  test('what waited travels in batches of at most 100 as well', async () => {
    const app = await appWithDueReaders(250)
    await app.emulator.injectFaults({ do: 'daily-quota', next: 3, match: { path: '/emails/batch' } })
    expect(await app.tick()).toMatchObject({ planned: 250, sent: 0 })
    await app.clock.set('2026-03-04T00:00:30Z')
    expect(await app.tick()).toEqual({ planned: 250, sent: 250, retried: 0, failed: 0 })
    const counts = (await sendRequests(app)).slice(-3).map(({ count }) => count)
    expect(counts.sort((a, b) => a - b)).toEqual([50, 100, 100])
    await expectEveryoneOnce(app, 250)
  })

  test('what was planned already is not even asked for', async () => {
    const app = await appWithDueReaders(200)
    await app.emulator.injectFaults({ do: 'daily-quota' })
    const { plan, planned, send } = await openWorkerSteps()
    await plan()
    const results = []
    for (const batch of planned) results.push((await send(batch)).result)
    expect(results).toEqual(['stopped', 'nothing_to_do'])
    expect(await app.emulator.requests()).toHaveLength(1)
    await app.clock.set('2026-03-04T00:00:30Z')
    expect(await app.tick()).toEqual({ planned: 200, sent: 200, retried: 0, failed: 0 })
    await expectEveryoneOnce(app, 200)
  })

  test('for the month: nothing until the first, then a lesson a day at her own hour', async () => {
    const app = await appWithDueReaders(3)
    await app.emulator.injectFaults({ do: 'monthly-quota' })
    expect(await app.tick()).toEqual({ planned: 3, sent: 0, retried: 3, failed: 0 })
    for (const day of ['04', '05', '06', '17', '18']) {
      await app.clock.set(`2026-03-${day}T06:00:00Z`)
      expect(await app.tick()).toMatchObject({ planned: 0, sent: 0 })
    }
    await app.clock.set('2026-03-31T23:59:00Z')
    expect(await app.tick()).toMatchObject({ planned: 0, sent: 0 })
    expect(await sendRequests(app)).toHaveLength(1)
    for (const now of ['2026-04-01T00:00:30Z', '2026-04-01T05:00:00Z', '2026-04-02T05:00:00Z']) {
      await app.clock.set(now)
      await app.tick()
    }
    const letters = await app.lettersTo(readerOf(0))
    expect(letters.map(({ acceptedAt }) => localTime(acceptedAt, 'Europe/Vienna'))).toEqual([
      '2026-04-01 07:00',
      '2026-04-02 07:00',
    ])
  })

  test('for the month: what was planned already waits for her own hour as well', async () => {
    const app = await appWithDueReaders(200)
    await app.emulator.injectFaults({ do: 'monthly-quota' })
    const { plan, planned, send } = await openWorkerSteps()
    await plan()
    const results = []
    for (const batch of planned) results.push((await send(batch)).result)
    expect(results).toEqual(['stopped', 'nothing_to_do'])
    for (const now of ['2026-04-01T00:00:30Z', '2026-04-01T00:03:00Z', '2026-04-01T04:59:00Z']) {
      await app.clock.set(now)
      expect(await app.tick()).toMatchObject({ sent: 0, failed: 0 })
    }
    await app.clock.set('2026-04-01T05:00:00Z')
    expect(await app.tick()).toMatchObject({ planned: 200, sent: 200 })
    await expectEveryoneOnce(app, 200)
  })
})

describe('when the provider turns us away', () => {
  let mend = () => {}
  test.each([
    ['an unknown key', 403, (app: TestApp) => app.emulator.change({ apiKey: 're_another' })],
    ['an unverified domain', 403, (app: TestApp) => app.emulator.injectFaults({ do: 'unverified-domain' })],
    ['no key at all', 401, async () => (mend = interceptFetch((request, go) => go(keyless(request))))],
  ])('for %s (%i): it stops, and tries again a quarter of an hour later', async (_, said, trouble) => {
    const app = await appWithDueReaders(3)
    await trouble(app)
    expect(await app.tick()).toEqual({ planned: 3, sent: 0, retried: 3, failed: 0 })
    await app.emulator.change({ apiKey: null })
    mend()
    await app.clock.advance('PT14M')
    expect(await app.tick()).toMatchObject({ planned: 0 })
    expect(await healthOf(app)).toMatchObject({ due: 3, failed: 0 })
    await app.clock.advance('PT1M')
    expect(await app.tick()).toEqual({ planned: 3, sent: 3, retried: 0, failed: 0 })
    expect((await app.emulator.requests()).map(({ status }) => status)).toEqual([said, 200])
    await expectEveryoneOnce(app, 3)
  })
})

describe('when one address of a hundred is bad', () => {
  const bad = readerOf(117)

  test('it fails alone, and the others have their lesson', async () => {
    const app = await appWithDueReaders(250)
    await app.emulator.change({ refuse: [bad] })
    expect(await app.tick()).toEqual({ planned: 250, sent: 249, retried: 0, failed: 1 })
    expect(await app.emulator.requests()).toHaveLength(3)
    await expectEveryoneOnce(app, 250, bad)
    expect(await healthOf(app)).toMatchObject({ due: 0, failed: 1 })
    await expectNothingMore(app)
  })

  test('it fails alone with a provider that refuses whole batches, too', async () => {
    const app = await appWithDueReaders(250)
    await app.emulator.change({ refuse: [bad] })
    interceptFetch((request, go) => go(without('x-batch-validation', request)))
    expect(await app.tick()).toEqual({ planned: 250, sent: 249, retried: 0, failed: 1 })
    const requests = await app.emulator.requests()
    const refused = requests.filter(({ status }) => status === 422).map(({ count }) => count)
    expect([refused[0], refused.at(-1), refused.length]).toEqual([100, 1, 8])
    const kept = sql`select count(*) as n from batches where settled_at is not null and frozen <> ''`
    expect(await openDatabase().all(kept)).toEqual([{ n: 0 }])
    await expectEveryoneOnce(app, 250, bad)
    expect(await healthOf(app)).toMatchObject({ due: 0, failed: 1 })
    await expectNothingMore(app)
  })

  test('a lesson that was taken out of the course fails alone, too', async () => {
    const app = await appWithDueReaders(3)
    await openDatabase().run(sql`
      update enrolments set course = 'a-course-of-last-year'
      where subscriber_id = (select id from subscribers where email = ${readerOf(1)})`)
    expect(await app.tick()).toEqual({ planned: 3, sent: 2, retried: 0, failed: 1 })
    await expectEveryoneOnce(app, 3, readerOf(1))
    expect(await healthOf(app)).toMatchObject({ due: 0, failed: 1 })
    await app.clock.advance('PT1H')
    await app.tick()
    await expectEveryoneOnce(app, 3, readerOf(1))
  })

  test('it may be good again tomorrow: the course goes on', async () => {
    const app = await appWithDueReaders(1)
    await app.emulator.change({ refuse: [readerOf(0)] })
    expect(await app.tick()).toEqual({ planned: 1, sent: 0, retried: 0, failed: 1 })
    await app.emulator.change({ refuse: [] })
    await app.clock.set('2026-03-04T06:00:00Z')
    expect(await app.tick()).toEqual({ planned: 1, sent: 1, retried: 0, failed: 0 })
    expect((await app.lessonsTo(readerOf(0))).map(dayOf)).toEqual([3])
  })
})

// What is not for the provider stays as it is.
function without(header: string, request: Request): Request {
  if (!sendsLetters(request)) return request
  const headers = new Headers(request.headers)
  headers.delete(header)
  return new Request(request, { headers })
}

// The service waits twenty seconds for an answer; a tenth of one is enough for those that will not come, and for them alone.
function loseTheirPatience(requests = 1) {
  const timeout = AbortSignal.timeout.bind(AbortSignal)
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout(ms === 20_000 && requests-- > 0 ? 100 : ms))
}

const keyless = (request: Request) => without('authorization', request)
