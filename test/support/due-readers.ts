import { env } from 'cloudflare:workers'
import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { composeContext } from '../../src/composition.ts'
import type { Bindings } from '../../src/context.ts'
import { type Db, openDb } from '../../src/platform/db.ts'
import { startTestApp, type TestApp } from './test-app.ts'

/** In Vienna: lesson 1 came at half past ten, lesson 2 is due at seven the next morning. */
export const BEGAN = '2026-03-02T09:30:00Z'
export const NEXT_MORNING = '2026-03-03T06:00:00Z'

/**
 * A service with so many readers who are due for lesson 2 at this very moment; its emulator has seen none of them yet.
 */
export async function appWithDueReaders(readers: number) {
  const begun = apps.get(readers) ?? begin(readers)
  apps.set(readers, begun)
  const { name, firstLesson } = await begun
  const app = await startTestApp(undefined, { name })
  app.settings({ RESEND_RATE: '1000' })
  await app.clock.set(NEXT_MORNING)
  return { ...app, firstLesson }
}

export type AppWithDueReaders = Awaited<ReturnType<typeof appWithDueReaders>>

/** The address of one of them, counted from 0. */
export const readerOf = (i: number) => `reader-${i}@crowd.test`

/** The database of the app that was started last, for what can not be told through HTTP. */
export const openDatabase = () => openDb({ LIBSQL_URL: String(Reflect.get(env, 'LIBSQL_URL')) })

/** Every letter that came to a reader; what the service writes to its operators is not among them. */
export const lettersToReaders = async ({ emulator }: TestApp) =>
  (await emulator.letters()).filter(({ tags }) => tags.kind !== 'digest')

/** The requests that brought letters, or wanted to. */
export const sendRequests = async ({ emulator }: TestApp) =>
  (await emulator.requests()).filter(({ method }) => method === 'POST')

/**
 * The service ticks on for a day and half an hour, while the provider turns every batch away. It takes letters again
 * for the last two and a half hours, of which the service has not heard yet.
 */
export async function failForADay(app: TestApp) {
  await app.emulator.injectFaults({ do: '503', next: 1000, match: { path: '/emails/batch' } })
  for (let hours = 2; hours <= 22; hours += 2) {
    await app.clock.advance('PT2H')
    await app.tick()
  }
  await app.emulator.clearFaults()
  await app.clock.advance('PT2H30M')
}

/** Holds that each of them, but perhaps one, has exactly one letter; returns the letters. */
export async function expectEveryoneOnce(app: TestApp, readers: number, but = '') {
  const letters = await lettersToReaders(app)
  const everyone = Array.from({ length: readers }, (_, i) => readerOf(i)).filter((reader) => reader !== but)
  expect(letters.flatMap(({ to }) => to).sort()).toEqual(everyone.sort())
  return letters
}

/** Holds that nothing more goes out in the hours to come. */
export async function expectNothingMore(app: TestApp) {
  const asked = (await app.emulator.requests()).length
  for (const pause of ['PT2M', 'PT10M', 'PT1H']) {
    await app.clock.advance(pause)
    expect(await app.tick()).toEqual({ planned: 0, sent: 0, retried: 0, failed: 0 })
  }
  expect(await app.emulator.requests()).toHaveLength(asked)
}

export const healthOf = async (app: TestApp) => await (await app.health()).json<Health>()

type Health = {
  ok: boolean
  database: boolean
  writes: boolean
  tick: boolean
  lastTickAt: string | null
  due: number | null
  oldestDueSeconds: number | null
  failed: number | null
  held: number | null
  overdueEnrolments?: number
  overdueBroadcasts?: number
  faults?: number
  pausedUntil?: string | null
  catchingUp?: boolean
}

const apps = new Map<number, ReturnType<typeof begin>>()

// One reader lives through the first day; the others are copies with the numbers after it.
async function begin(readers: number) {
  const app = await startTestApp()
  await app.clock.set(BEGAN)
  const firstLesson = await app.begin({ email: readerOf(0), firstName: 'Anna', timeZone: 'Europe/Vienna' })
  await app.quiet()
  const db = openDatabase()
  await knowKey(db)
  await multiply(db, readers, 'subscribers', { id: 'id + i', email: "'reader-' || i || '@crowd.test'" })
  await multiply(db, readers, 'enrolments', { id: 'id + i', subscriber_id: 'subscriber_id + i' })
  await multiply(db, readers, 'deliveries', {
    id: 'null',
    subscriber_id: 'subscriber_id + i',
    source_id: "iif(kind = 'lesson', source_id + i, source_id)",
    dedupe_key: `iif(kind = 'lesson', 'enrolment/' || ((select min(id) from enrolments) + i) || '/lesson/1', dedupe_key || '/' || i)`,
  })
  return { name: app.name, firstLesson }
}

// What may be done with the key at the provider was looked at before, which a tick does once; the first tick of the
// morning does not watch for trouble yet, the next one does.
async function knowKey(db: Db): Promise<void> {
  const { mailer } = await composeContext()(env as unknown as Bindings)
  const watchedAt = Date.parse(NEXT_MORNING) - 14.5 * 60_000
  await db.run(sql`
    insert into outbox (id, key_name, watched_at) values (1, ${mailer.provider.keyName}, ${watchedAt})
    on conflict (id) do update set key_name = excluded.key_name, watched_at = excluded.watched_at`)
}

async function multiply(db: Db, readers: number, table: string, own: Record<string, string>): Promise<void> {
  const columns = await db.all<{ name: string }>(sql`select name from pragma_table_info(${table})`)
  const names = columns.map(({ name }) => name)
  await db.run(sql`
    with recursive others (i) as (select 1 union all select i + 1 from others where i + 1 < ${readers})
    insert into ${sql.raw(table)} (${sql.raw(names.join(', '))})
    select ${sql.raw(names.map((name) => own[name] ?? name).join(', '))} from ${sql.raw(table)}, others where ${readers > 1}`)
}
