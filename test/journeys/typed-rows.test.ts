import { sql } from 'drizzle-orm'
import { describe, expectTypeOf } from 'vitest'
import { batch, batchOrEach } from '../../src/platform/batch.ts'
import { bool, int, moment, text } from '../../src/platform/columns.ts'
import { query, returning, select, selectMany } from '../../src/platform/query.ts'
import { openDatabase } from '../support/due-readers.ts'
import { expect, startTestApp, test } from '../support/test-app.ts'

const subscribe = (id: number, name: SQLValue) => sql`
  insert into subscribers (id, email, first_name, time_zone, send_hour, created_at)
  values (${id}, ${`${id}@reader.test`}, ${name}, 'UTC', 7, 5)`
type SQLValue = string | Uint8Array

const columns = {
  id: int,
  firstName: text,
  weekdaysOnly: bool,
  confirmedAt: moment.orNull,
  hours: int`send_hour + ${1}`,
}
const anna = { id: 1, firstName: 'Anna', weekdaysOnly: false, confirmedAt: null, hours: 8 }

describe('rows of a statement', () => {
  test('have the kinds of their columns, awaited, in a batch and as one JSON text', async ({ app: _ }) => {
    const db = openDatabase()
    await db.run(subscribe(1, 'Anna'))
    const from = sql`from subscribers order by id`
    const rows = await select(db, columns, from)
    expectTypeOf(rows).toEqualTypeOf<
      { id: number; firstName: string; weekdaysOnly: boolean; confirmedAt: number | null; hours: number }[]
    >()
    expect(rows).toEqual([anna])
    expect(await selectMany(db, columns, from)).toEqual([anna])
    const both = await batch(db, {
      one: select(db, columns, from),
      many: selectMany(db, columns, from),
      several: [select(db, { id: int }, from), select(db, { firstName: text }, from)] as const,
      none: selectMany(db, columns, sql`from subscribers where id = 2`),
      changed: returning(db, sql`update subscribers set confirmed_at = ${1e12}`, { confirmedAt: moment.orNull }),
      counted: query(db, { found: int`count(*)` }, (list) => sql`with s as (select 1) select ${list} from s`),
    })
    expect(both).toEqual({
      one: [anna],
      many: [anna],
      several: [{ firstName: 'Anna' }],
      none: [],
      changed: [{ confirmedAt: 1e12 }],
      counted: [{ found: 1 }],
    })
  })

  test.each([
    ['awaited', (db: Db) => select(db, columns, sql`from subscribers`)],
    ['in a batch', (db: Db) => batch(db, { rows: select(db, columns, sql`from subscribers`) })],
  ])('of another kind are refused by statement and column, %s, and never quoted', async (_, read) => {
    await startTestApp()
    const db = openDatabase()
    await db.run(subscribe(1, 'Anna'))
    await db.run(subscribe(2, new TextEncoder().encode('secret')))
    const { message } = await Promise.resolve(read(db)).then(
      () => new Error('it was read'),
      (error: Error) => error,
    )
    expect(message).toMatch(/^firstName is not text but bytes, in: select id as "id", first_name as/)
    expect(message).not.toContain('secret')
  })

  test('that cannot be read leave the others theirs, are counted, and nothing is done twice', async ({ app: _ }) => {
    const db = openDatabase()
    await db.run(subscribe(1, new TextEncoder().encode('bytes')))
    const answers = await batchOrEach(
      db,
      {
        again: returning(db, sql`update subscribers set send_hour = send_hour + 1`, { sendHour: int }),
        unreadable: select(db, { firstName: text }, sql`from subscribers`),
        anotherWay: select(db, { firstName: text }, sql`from subscribers`),
        empty: [],
      },
      7,
      { anotherWay: async () => [{ firstName: 'Anna' }] },
    )
    expect(answers).toEqual({ again: [{ sendHour: 8 }], unreadable: [], anotherWay: [{ firstName: 'Anna' }] })
    const faults = await select(db, { subject: text, problem: text }, sql`from faults`)
    expect(faults).toEqual([{ subject: 'unreadable', problem: expect.stringContaining('firstName is not text') }])
  })

  test('with a column that does not exist are refused by the database, not read as its name', async ({ app: _ }) => {
    await expect(select(openDatabase(), { firstNam: text }, sql`from subscribers`)).rejects.toMatchObject({
      cause: { message: expect.stringContaining('no such column: first_nam') },
    })
  })
})

type Db = ReturnType<typeof openDatabase>
