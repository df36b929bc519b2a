import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DeployedApp, startDeployedApp } from './deployed-app.ts'
import { type Answer, openClient, signUpOf } from './http-client.ts'

/** More than are let in at once (src/platform/admission.ts), by far. */
const CROWD = 300

/** As long as a request waits for the database. */
const TIMEOUT_MS = 7000

let app: DeployedApp
beforeAll(async () => {
  app = await startDeployedApp()
})
afterAll(() => app?.stop())

test('more than the database can take: some hear at once to try again, it recovers by itself, and whoever asks again is taken once', async () => {
  const { post, close } = openClient(app.url, CROWD)
  await post(signUpOf('early@crowd.example'))
  const emails = Array.from({ length: CROWD }, (_, i) => `one-of-many${i}@crowd.example`)
  const answers = new Map<string, Answer>()
  await Promise.all(emails.map(async (email) => answers.set(email, await post(signUpOf(email)))))

  const [taken, refused] = [303, 503].map((status) => emails.filter((email) => answers.get(email)?.status === status))
  expect(taken!.length + refused!.length).toBe(CROWD)
  expect(taken!.length).toBeGreaterThan(50)
  expect(refused!.length).toBeGreaterThan(50)
  expect(refused!.map((email) => answers.get(email)?.retryAfter)).toEqual(refused!.map(() => '5'))
  const waits = refused!.map((email) => answers.get(email)?.ms ?? 0).sort((a, b) => a - b)
  console.log(`${taken!.length} taken, ${refused!.length} refused, after ${waits[0]} to ${waits.at(-1)} ms`)
  expect(waits[Math.floor(waits.length / 2)]).toBeLessThan(TIMEOUT_MS)

  const calm = await post(signUpOf('late@crowd.example'))
  expect([calm.status, calm.ms < TIMEOUT_MS]).toEqual([303, true])

  const waiting = [...refused!]
  const askAgain = async () => {
    for (let email = waiting.pop(); email; email = waiting.pop()) {
      expect((await post(signUpOf(email))).status).toBe(303)
    }
  }
  await Promise.all(Array.from({ length: 16 }, askAgain))
  const all = ['early@crowd.example', 'late@crowd.example', ...emails].sort()
  const rows = await app.db.all<{ email: string }>(sql`select email from subscribers order by email`)
  expect(rows.map(({ email }) => email)).toEqual(all)
  const asked: string[] = []
  for (let tries = 0, read = 0; asked.length < all.length; tries++) {
    expect(tries).toBeLessThan(60)
    await app.tick()
    const fresh = await app.emulator.lettersFrom(read)
    read += fresh.length
    asked.push(...fresh.filter(({ tags }) => tags.kind === 'confirm').flatMap(({ to }) => to))
    await sleep(500)
  }
  expect(asked.toSorted()).toEqual(all)
  close()
})
