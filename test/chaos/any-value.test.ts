import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { announce, emptyQueue, look, tick } from './acts.ts'
import { type DatabaseServer, startDatabaseServer } from './database-server.ts'
import { crowd, settleIn } from './people.ts'
import { missingOrTwice } from './promises.ts'
import { sizes } from './sizes.ts'
import { copyWorld, newWorld, type World } from './world.ts'

sizes.full = 10

const SEVEN = Date.parse('2026-03-02T07:00:00Z')
const people = crowd(12, () => ({ nextLesson: 2, nextDueAt: SEVEN }))
const HER = 1006
const her = people[HER - 1000]?.email ?? ''

/** One row of each table that a tick or a sender reads for all: a reader's, or what only a second broadcast needs. */
const ROWS = {
  subscribers: sql`id = ${HER}`,
  enrolments: sql`subscriber_id = ${HER}`,
  deliveries: sql`subscriber_id = ${HER}`,
  batches: sql`id = 'hers'`,
  suppressions: sql`email = 'gone@reader.test'`,
  bookings: sql`subscriber_id = ${HER}`,
  sign_ups: sql`subscriber_id = ${HER}`,
  provider_events: sql`svix_id = 'msg_1'`,
  broadcasts: sql`subject = 'The other'`,
  templates: sql`hash = (select template_hash from broadcasts where subject = 'The other')`,
} as const
type Table = keyof typeof ROWS

/** What a hand, a fault or a stranger may have left in a column. */
const VALUES = [
  'null',
  "''",
  "'constructor'",
  "'__proto__/1'",
  '-1',
  '9e15',
  '1.5',
  "'soon'",
  "x'ff00'",
  "replace(hex(zeroblob(30000)), '0', 'x')",
]

let server: DatabaseServer
let start: World
let columns: { table: Table; column: string }[]
beforeAll(async () => {
  server = await startDatabaseServer()
  start = await newWorld(server, '2026-03-02T06:59:30Z')
  await settleIn(start, people)
  await tick(start)
  await announce(start, SEVEN)
  await announce(start, SEVEN)
  const [, other] = start.broadcasts.splice(0, 2, start.broadcasts[0] ?? 0)
  for (const statement of [
    sql`update broadcasts set subject = 'The other', template_hash = 'other' where id = ${other}`,
    sql`insert into templates (hash, subject, html, text, created_at) values ('other', 'The other', 'h', 't', 1)`,
    sql`insert into suppressions (email, reason, suppressed_at) values ('gone@reader.test', 'hard_bounce', 1)`,
    sql`insert into bookings (subscriber_id, booked_at, source) values (${HER}, 1, 'reader')`,
    sql`insert into provider_events (svix_id, type, body, received_at) values ('msg_1', 'email.delivered', '{}', 1)`,
    sql`insert into sign_ups (id, subscriber_id, created_at, mailbox, first_name, wording_version, wording, page) values (1, ${HER}, 1, 'a@b', '', '1', 'w', '/')`,
    sql`insert into batches (id, kind, created_at, next_try_at) values ('hers', 'broadcast', 1, 1)`,
    sql`insert into deliveries (dedupe_key, kind, template, source_kind, source_id, subscriber_id, due_at, created_at, status, batch_id)
      values (${`broadcast/${other}/${HER}`}, 'broadcast', 'other', 'broadcast', ${other}, ${HER}, 1, 1, 'claimed', 'hers')`,
  ]) {
    await look(start, statement)
  }
  start.clock.advance(31_000)
  columns = []
  for (const table of Object.keys(ROWS) as Table[]) {
    const found = await look<{ name: string }>(start, sql`select name from pragma_table_info(${table})`)
    columns.push(...found.map(({ name }) => ({ table, column: name })))
  }
})
afterAll(() => server.stop())

test('whatever stands in one column of one row, everybody else gets every letter once', {
  timeout: 600_000,
}, async () => {
  const spoiled = fc.record({
    column: fc.nat(),
    value: fc.constantFrom(...VALUES),
    when: fc.constantFrom('before the tick', 'before sending'),
  })
  await fc.assert(
    fc.asyncProperty(spoiled, async ({ column, value, when }) => {
      const { table, column: name } = columns[column % columns.length] ?? {
        table: 'subscribers' as const,
        column: 'id',
      }
      const world = await copyWorld(start)
      const spoil = () =>
        look(world, sql`update ${sql.raw(table)} set ${sql.raw(name)} = ${sql.raw(value)} where ${ROWS[table]}`).catch(
          () => {},
        )
      if (when === 'before the tick') await spoil()
      await tick(world)
      if (when === 'before sending') await spoil()
      await emptyQueue(world)
      for (let minute = 0; minute < 5; minute++) {
        world.clock.advance(61_000)
        await tick(world)
        await emptyQueue(world)
      }
      expect(await missing(world), `${table}.${name} = ${value}, ${when}`).toEqual([])
    }),
    { numRuns: Number(process.env.CHAOS_RUNS ?? 40), seed: Number(process.env.CHAOS_SEED ?? 7), endOnFailure: true },
  )
})

const missing = (world: World) =>
  missingOrTwice(
    world,
    people
      .filter(({ email }) => email !== her)
      .flatMap(({ email: to }) => ['lesson/2', `broadcast/${world.broadcasts[0]}`].map((what) => ({ to, what }))),
  )
