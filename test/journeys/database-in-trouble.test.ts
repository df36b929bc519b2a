import { env } from 'cloudflare:workers'
import { sql } from 'drizzle-orm'
import { describe } from 'vitest'
import { type Db, isDatabaseAway, isStatementRefused, openDb } from '../../src/platform/db.ts'
import { openDatabase } from '../house/crowd.ts'
import { expect, newWorld, test } from '../house/world.ts'

const verdict = (error: unknown) =>
  isDatabaseAway(error) ? 'away' : isStatementRefused(error) ? 'refused' : `neither: ${String(error)}`

/** What a statement by itself comes to, and the same one as the second of a batch. */
const verdicts = async (db: Db, statement: string) =>
  await Promise.all([
    db.run(sql.raw(statement)).then(() => 'done', verdict),
    db.batch([db.run(sql`select 1`), db.run(sql.raw(statement))]).then(() => 'done', verdict),
  ])

describe('what the database says', () => {
  test('against a statement or its data is told apart from its being away', async () => {
    await newWorld()
    const db = openDatabase()
    for (const statement of [
      'insert into outbox (id, last_tick_at) values (2, 0)',
      "insert into subscribers (id, email) values ('x', 'y')",
      'insert into nowhere values (1)',
      'select zeroblob(2000000000)',
      'select is not sql',
    ]) {
      expect([statement, ...(await verdicts(db, statement))]).toEqual([statement, 'refused', 'refused'])
    }
    for (const url of ['http://127.0.0.1:9/', `${String(Reflect.get(env, 'LIBSQL_URL'))}no-such-path/`]) {
      expect([url, ...(await verdicts(openDb({ LIBSQL_URL: url }), 'select 1'))]).toEqual([url, 'away', 'away'])
    }
  })
})
