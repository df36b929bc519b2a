import { sql } from 'drizzle-orm'
import { describe } from 'vitest'
import { developmentSettings } from '../../scripts/support/settings.ts'
import { WATCH } from '../../src/platform/time-limit.ts'
import { appWithDueReaders, healthOf, NEXT_MORNING, openDatabase, readerOf } from '../support/due-readers.ts'
import { interceptFetch } from '../support/intercept-fetch.ts'
import { expect, type TestApp, test } from '../support/test-app.ts'
import { waitAtMost } from '../support/time-limit.ts'

describe('whoever watches the service', () => {
  test('hears that no tick has come yet, that one just came, and that they stopped coming', async ({ app }) => {
    await app.clock.set(NEXT_MORNING)
    const answers = { database: true, writes: true }
    const nothing = { due: 0, oldestDueSeconds: 0, failed: 0, held: 0 }
    const never = { ok: false, ...answers, tick: false, lastTickAt: null, ...nothing }
    expect(await statusAndHealth(app)).toMatchObject([503, never])
    await app.tick()
    const lastTickAt = expect.stringMatching(/^2026-03-03T06:00:0\d\.\d{3}Z$/)
    const quiet = { ok: true, ...answers, tick: true, lastTickAt, ...nothing }
    expect(await statusAndHealth(app)).toMatchObject([200, quiet])
    await app.clock.advance('PT4M30S')
    expect(await statusAndHealth(app)).toMatchObject([200, quiet])
    await app.clock.advance('PT30S')
    expect(await statusAndHealth(app)).toMatchObject([503, { ...quiet, ok: false, tick: false }])
    await app.tick()
    expect((await statusAndHealth(app))[0]).toBe(200)
  })

  test('hears how many letters wait, for how long, and how many failed in the last day', async () => {
    const app = await appWithDueReaders(3)
    await app.emulator.change({ refuse: [readerOf(1)] })
    await app.emulator.injectFaults({ do: '503', next: 2 })
    await app.tick()
    expect(await healthOf(app)).toMatchObject({ due: 3, oldestDueSeconds: about(0), failed: 0 })
    await app.clock.advance('PT1M')
    await app.tick()
    expect(await healthOf(app)).toMatchObject({ due: 3, oldestDueSeconds: about(60), failed: 0 })
    await app.clock.advance('PT2M')
    expect(await app.tick()).toEqual({ planned: 3, sent: 2, retried: 0, failed: 1 })
    expect(await statusAndHealth(app)).toMatchObject([200, { due: 0, oldestDueSeconds: 0, failed: 1 }])
    await app.clock.advance('PT24H1S')
    expect(await healthOf(app)).toMatchObject({ failed: 0 })
  })

  test('hears of what waits in the outbox as well as of what is on its way', async () => {
    const app = await appWithDueReaders(3)
    await app.emulator.injectFaults({ do: 'daily-quota' })
    await app.tick()
    await app.clock.advance('PT1H')
    const paused = { pausedUntil: '2026-03-04T00:00:00.000Z', catchingUp: false }
    expect(await healthOf(app)).toMatchObject({ due: 3, oldestDueSeconds: about(3600), ...paused })
  })

  test('hears that the database is away, and pages ask to try again meanwhile', async ({ app }) => {
    await app.tick()
    app.settings({ LIBSQL_URL: 'http://127.0.0.1:9/away/' })
    const away = { ok: false, database: false, writes: false, tick: false }
    const unknown = { lastTickAt: null, due: null, oldestDueSeconds: null, failed: null, held: null }
    expect(await statusAndHealth(app)).toEqual([503, { ...away, ...unknown }])
    expect(await bareHealth(app)).toEqual([503, away])
    expect((await app.fetch('/dev/tick', { method: 'POST' })).status).toBe(503)
    const page = await app.signUp({ email: 'anna@reader.test' })
    expect([page.status, await page.text()]).toEqual([503, expect.stringContaining('Please try again in a moment')])
  })

  test('hears that the database answers and does not write, and that it writes again', async ({ app }) => {
    await app.tick()
    expect((await bareHealth(app))[0]).toBe(200)
    expect(WATCH.totalMs).toBe(2500)
    waitAtMost(WATCH, 300)
    app.trouble('no-writes')
    expect(await bareHealth(app)).toEqual([503, { ok: false, database: true, writes: false, tick: true }])
    app.trouble()
    expect(await bareHealth(app)).toEqual([200, { ok: true, database: true, writes: true, tick: true }])
  })

  test('asks as often as she likes, and the database is made to write once in a while', async ({ app }) => {
    await app.tick()
    const writes: string[] = []
    interceptFetch(async (request, go) => {
      if ((await request.clone().text()).includes('update faults')) writes.push(request.url)
      return go(request)
    })
    const answers = await Promise.all(Array.from({ length: 20 }, () => bareHealth(app)))
    expect(answers.map(([status]) => status)).toEqual(Array(20).fill(200))
    expect(writes).toHaveLength(1)
  })

  test('changes nothing by asking', async ({ app }) => {
    await app.tick()
    const db = openDatabase()
    const changes = async () => await db.all(sql`select * from outbox, (select count(*) from faults)`)
    const before = await changes()
    await bareHealth(app)
    await statusAndHealth(app)
    expect(await changes()).toEqual(before)
  })

  test('is told nothing of anybody without the token, nor with one that is nearly right', async () => {
    const app = await appWithDueReaders(3)
    await app.emulator.injectFaults({ do: 'daily-quota' })
    await app.tick()
    await app.clock.advance('PT1H')
    const token = developmentSettings.HEALTH_TOKEN
    const bearer = (given: string) => ({ headers: { authorization: `Bearer ${given}` } })
    const asked = [
      app.fetch('/healthz'),
      app.fetch('/healthz', bearer('')),
      app.fetch('/healthz', bearer(token.slice(0, -1))),
      app.fetch('/healthz', bearer(`${token}x`)),
      app.fetch('/healthz', { headers: { authorization: token } }),
      app.fetch('/healthz?token='),
      app.fetch(`/healthz?token=${encodeURIComponent(token.toUpperCase())}`),
    ]
    for (const answer of await Promise.all(asked)) {
      expect(answer.headers.get('cache-control')).toBe('no-store')
      expect([answer.status, await answer.json()]).toEqual([
        503,
        { ok: false, database: true, writes: true, tick: false },
      ])
    }
    const known = await Promise.all([
      app.fetch('/healthz', bearer(token)),
      app.fetch(`/healthz?token=${encodeURIComponent(token)}`),
    ])
    for (const answer of known) expect(await answer.json()).toMatchObject({ tick: false, due: 3, failed: 0, held: 0 })
  })

  test('hears no counts from anybody where no token is set', async ({ app }) => {
    app.settings({ HEALTH_TOKEN: '' })
    for (const path of ['/healthz', '/healthz?token=', '/healthz?token=undefined']) {
      expect(Object.keys(await (await app.fetch(path)).json<object>())).toEqual(['ok', 'database', 'writes', 'tick'])
    }
  })

  test('may not choose a token that can be guessed', async ({ app }) => {
    app.settings({ HEALTH_TOKEN: 'short' })
    expect((await app.fetch('/healthz')).status).toBe(500)
  })
})

describe('the routes for development', () => {
  const knock = (app: TestApp, origin: string) =>
    Promise.all([
      app.fetch(`${origin}/dev/clock`),
      app.fetch(`${origin}/dev/clock`, { method: 'POST', body: '{"advance":"P1D"}' }),
      app.fetch(`${origin}/dev/tick`, { method: 'POST' }),
    ]).then((answers) => answers.map(({ status }) => status))

  test('open at home', async ({ app }) => {
    expect(await knock(app, 'http://localhost')).toEqual([200, 200, 200])
    expect(await knock(app, 'http://127.0.0.1:8787')).toEqual([200, 200, 200])
  })

  test('do not exist under a public name', async ({ app }) => {
    for (const origin of ['https://galea.example', 'http://localhost.galea.example', 'http://10.0.0.1']) {
      expect(await knock(app, origin)).toEqual([404, 404, 404])
    }
  })

  test('do not exist without the development clock', async ({ app }) => {
    app.settings({ DEV_CLOCK: '' })
    expect(await knock(app, 'http://localhost')).toEqual([404, 404, 404])
  })

  test('keep the service shut where they are left open to the public', async ({ app }) => {
    app.settings({ PUBLIC_URL: 'https://galea.example' })
    for (const path of ['/', '/healthz', '/dev/clock']) {
      const answer = await app.fetch(path)
      expect(answer.status).toBe(500)
      expect(await answer.text()).not.toContain('DEV_CLOCK')
    }
  })

  test('turn the clock by any duration, and say so when they are not understood', async ({ app }) => {
    await app.clock.set('2026-03-29T00:59:00Z')
    expect(await app.clock.advance('P1DT2H')).toMatch(/^2026-03-30T02:59/)
    for (const body of ['{"advance":"a while"}', '{"now":"tomorrow"}', '{}', 'not json']) {
      expect((await app.fetch('/dev/clock', { method: 'POST', body })).status).toBe(422)
    }
    expect(await app.clock.now()).toMatch(/^2026-03-30T02:59/)
  })
})

// The clock runs on while we ask.
const about = (seconds: number) => expect.closeTo(seconds, -1)

const statusAndHealth = async (app: TestApp) => {
  const answer = await app.health()
  return [answer.status, await answer.json()]
}

// What everyone hears.
const bareHealth = async (app: TestApp) => {
  const answer = await app.fetch('/healthz')
  return [answer.status, await answer.json()]
}
