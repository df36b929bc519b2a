import { env } from 'cloudflare:workers'
import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { composeContext } from '../../src/composition.ts'
import type { Bindings } from '../../src/context.ts'
import { type Db, openDb } from '../../src/platform/db.ts'
import { newWorld, type World } from './world.ts'

/** In Vienna: lesson 1 came at half past ten, lesson 2 is due at seven the next morning. */
export const BEGAN = '2026-03-02T09:30:00Z'
export const NEXT_MORNING = '2026-03-03T06:00:00Z'

/** A world in which so many readers are due for lesson 2 at this very moment; its postman has seen none of them yet. */
export async function morningOf(readers: number) {
  const begun = crowds.get(readers) ?? begin(readers)
  crowds.set(readers, begun)
  const { name, firstLesson } = await begun
  const world = await newWorld(undefined, { name })
  world.settings({ RESEND_RATE: '1000' })
  await world.clock.set(NEXT_MORNING)
  return { ...world, firstLesson }
}

export type Morning = Awaited<ReturnType<typeof morningOf>>

/** The address of one of them, counted from 0. */
export const readerOf = (i: number) => `reader-${i}@crowd.test`

/** The database of the world that was opened last, for what can not be told through HTTP. */
export const openDatabase = () => openDb({ LIBSQL_URL: String(Reflect.get(env, 'LIBSQL_URL')) })

/** Every letter that came to a reader; what the house writes to its keeper is not among them. */
export const lettersToReaders = async ({ postman }: World) =>
  (await postman.letters()).filter(({ tags }) => tags.kind !== 'digest')

/** The requests that brought letters, or wanted to. */
export const posts = async ({ postman }: World) => (await postman.requests()).filter(({ method }) => method === 'POST')

/**
 * The house ticks on for a day and half an hour, while the provider turns every batch away. It takes letters again for the
 * last two and a half hours, of which the house has not heard yet.
 */
export async function lastADay(world: World) {
  await world.postman.orders({ do: '503', next: 1000, match: { path: '/emails/batch' } })
  for (let hours = 2; hours <= 22; hours += 2) {
    await world.clock.advance('PT2H')
    await world.tick()
  }
  await world.postman.relent()
  await world.clock.advance('PT2H30M')
}

/** Holds that each of them, but perhaps one, has exactly one letter; returns the letters. */
export async function everyoneOnce(world: World, readers: number, but = '') {
  const letters = await lettersToReaders(world)
  const everyone = Array.from({ length: readers }, (_, i) => readerOf(i)).filter((reader) => reader !== but)
  expect(letters.flatMap(({ to }) => to).sort()).toEqual(everyone.sort())
  return letters
}

/** Holds that nothing more goes out in the hours to come. */
export async function staysQuiet(world: World) {
  const asked = (await world.postman.requests()).length
  for (const pause of ['PT2M', 'PT10M', 'PT1H']) {
    await world.clock.advance(pause)
    expect(await world.tick()).toEqual({ planned: 0, sent: 0, retried: 0, failed: 0 })
  }
  expect(await world.postman.requests()).toHaveLength(asked)
}

export const healthOf = async (world: World) => await (await world.health()).json<Health>()

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

/** Waits until nothing that is due is on its way any more. */
export async function allQuiet(world: World): Promise<void> {
  for (const patience = Date.now() + 10_000; ; ) {
    const { due } = await healthOf(world)
    if (due === 0) return
    if (Date.now() > patience) throw new Error(`${due} letters are still due`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const crowds = new Map<number, ReturnType<typeof begin>>()

// One reader lives through the first day; the others are made in her likeness, with the numbers after hers.
async function begin(readers: number) {
  const world = await newWorld()
  await world.clock.set(BEGAN)
  const firstLesson = await world.begin({ email: readerOf(0), firstName: 'Anna', timeZone: 'Europe/Vienna' })
  await allQuiet(world)
  const db = openDatabase()
  await knowKey(db)
  await multiply(db, readers, 'subscribers', { id: 'id + i', email: "'reader-' || i || '@crowd.test'" })
  await multiply(db, readers, 'enrolments', { id: 'id + i', subscriber_id: 'subscriber_id + i' })
  await multiply(db, readers, 'deliveries', {
    id: 'null',
    recipient_id: 'recipient_id + i',
    dedupe_key: `iif(kind = 'lesson', 'enrolment/' || ((select min(id) from enrolments) + i) || '/lesson/1', dedupe_key || '/' || i)`,
  })
  return { name: world.name, firstLesson }
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
