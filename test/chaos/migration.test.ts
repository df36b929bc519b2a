import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { STATUSES } from '../../src/mail/outbox/schema'
import { emptyQueue, look, tick } from './acts.ts'
import { type DatabaseServer, startDatabaseServer } from './database-server.ts'
import { finishWeek } from './finish-week.ts'
import { fillOldDatabase, readerWith, SIGN_UP } from './old-database.ts'
import { recipientOf, whatIs } from './promises.ts'
import { newWorld, type World } from './world.ts'

let server: DatabaseServer
beforeAll(async () => {
  server = await startDatabaseServer(fillOldDatabase)
})
afterAll(() => server.stop())

const oldWorld = () => newWorld(server, '2026-03-03T07:00:00Z')

describe('a database from before deliveries said what they are of', () => {
  test.each(STATUSES)('has every column of a lesson that was %s', async (status) => {
    const id = readerWith(status)
    const [, second] = await deliveries(await oldWorld(), sql`subscriber_id = ${id} and kind = 'lesson'`)
    expect(second).toMatchObject({
      dedupe_key: `enrolment/${500 + id}/lesson/2`,
      template: 'three/2',
      source_kind: 'enrolment',
      source_id: 500 + id,
      part: 2,
      operator_id: null,
      status,
      unfilled: null,
    })
    const moment = { queued: 'due_at', claimed: 'due_at' }[status as string] ?? `${status}_at`
    expect(second?.[moment]).toBe(Date.parse('2026-03-02T07:00:00Z'))
  })

  test('has every column of a confirmation, also where its sign-up is forgotten', async () => {
    const found = await deliveries(await oldWorld(), sql`kind = 'confirm'`)
    expect(
      found.map(({ template, source_kind, source_id, subscriber_id }) => [
        template,
        source_kind,
        source_id,
        subscriber_id,
      ]),
    ).toEqual([
      ['alreadyReading', 'sign_up', null, 1],
      ['confirm', 'sign_up', SIGN_UP, 100],
    ])
  })

  test('has every column of a broadcast and its letters', async () => {
    const world = await oldWorld()
    const found = await deliveries(world, sql`kind = 'broadcast'`)
    expect(
      found.map(({ template, source_kind, source_id, part, subscriber_id }) => [
        template,
        source_kind,
        source_id,
        part,
        subscriber_id,
      ]),
    ).toEqual([1, 2, 3].map((reader) => ['hash77', 'broadcast', 77, null, reader]))
    expect(await look(world, sql`select id, status, template_hash as hash from broadcasts order by id`)).toEqual([
      { id: 77, status: 'sending', hash: 'hash77' },
      { id: 78, status: 'draft', hash: null },
    ])
  })

  test('has its alerts in a table of their own, sent to places that nobody takes any more', async () => {
    const world = await oldWorld()
    expect(await look(world, sql`select cause, day, number from alerts order by day`)).toEqual([
      { cause: 'quota', day: '2026-03-01', number: 0 },
      { cause: 'overdue', day: '2026-03-02', number: 12 },
    ])
    expect(
      await look(
        world,
        sql`select d.template, d.operator_id as operator, d.subscriber_id as subscriber, d.status, a.cause
          from deliveries d join alerts a on a.id = d.source_id where d.source_kind = 'alert' order by d.dedupe_key`,
      ),
    ).toEqual([
      { template: 'alert', operator: 0, subscriber: null, status: 'sent', cause: 'overdue' },
      { template: 'alert', operator: 1, subscriber: null, status: 'queued', cause: 'overdue' },
      { template: 'alert', operator: 0, subscriber: null, status: 'failed', cause: 'quota' },
    ])
  })

  test('keeps what the provider told', async () => {
    expect(await look(await oldWorld(), sql`select svix_id as id, type, body from provider_events`)).toEqual([
      { id: 'msg_1', type: 'email.delivered', body: '{}' },
    ])
  })

  test('goes on where it stood: each reader has each lesson once, the broadcast finishes, an alert without an operator goes to nobody', async () => {
    const world = await oldWorld()
    await tick(world)
    await emptyQueue(world)
    await finishWeek(world)
    const came = world.inbox.letters.map((letter) => `${recipientOf(letter)} ${whatIs(letter)}`).sort()
    expect(came).toEqual(
      [
        ...STATUSES.map((status) => `${status}@reader.test lesson/3`),
        'queued@reader.test lesson/2',
        'claimed@reader.test lesson/2',
        'queued@reader.test broadcast/77',
        'claimed@reader.test broadcast/77',
      ].sort(),
    )
    expect(
      world.inbox.letters.find(
        (letter) => whatIs(letter) === 'broadcast/77' && recipientOf(letter).startsWith('claimed'),
      )?.key,
    ).toBe('the-key-of-monday')
    expect(await look(world, sql`select status from broadcasts where id = 77`)).toEqual([{ status: 'sent' }])
    expect(await look(world, sql`select status from deliveries where operator_id = 1`)).toEqual([
      { status: 'cancelled' },
    ])
  })
})

const deliveries = (world: World, which: ReturnType<typeof sql>) =>
  look<Record<string, unknown>>(world, sql`select * from deliveries where ${which} order by subscriber_id, dedupe_key`)
