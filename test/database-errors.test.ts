import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { type Db, isDatabaseAway, isStatementRefused, openDb } from '../src/platform/db.ts'
import { WORK } from '../src/platform/time-limit.ts'

/** A server that answers like a libSQL server in trouble. */
async function serverThat(answer: RequestListener, patienceMs = 20_000): Promise<Db> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return openDb(
    { LIBSQL_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    { ...WORK, totalMs: patienceMs },
  )
}

const json = (status: number, body: object): RequestListener => {
  return (_, response) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** Answers each request of a pipeline (Hrana over HTTP) as the server does when SQLite fails with this code. */
function sqlite(code: string): RequestListener {
  const error = { message: `${code} it says`, code }
  const began = { cols: [], rows: [], affected_row_count: 0 }
  const replies: Record<string, object> = {
    execute: { type: 'error', error },
    batch: {
      type: 'ok',
      response: { type: 'batch', result: { step_results: [began, null], step_errors: [null, error] } },
    },
  }
  return async (request, response) => {
    const { requests } = JSON.parse(await text(request)) as { requests: { type: string }[] }
    const results = requests.map(({ type }) => replies[type] ?? { type: 'ok', response: { type } })
    json(200, { baton: null, base_url: null, results })(request, response)
  }
}

/** What a single statement and a batch make of it: away, refused, or neither. */
async function verdicts(db: Db) {
  const one = await db.run(sql`select 1`).catch((error: unknown) => error)
  const several = await db.batch([db.run(sql`select 1`)]).catch((error: unknown) => error)
  return [one, several].map((error) => [isDatabaseAway(error), isStatementRefused(error)])
}

const away = [
  [true, false],
  [true, false],
]
const refused = [
  [false, true],
  [false, true],
]

test('a server that nobody reaches, that cuts the line or says nothing is away', async () => {
  expect(await verdicts(openDb({ LIBSQL_URL: 'http://127.0.0.1:9' }))).toEqual(away)
  expect(await verdicts(await serverThat((request) => request.socket.destroy()))).toEqual(away)
  expect(await verdicts(await serverThat(() => {}, 300))).toEqual(away)
})

test('a server that breaks off in the middle of its answer is away', async () => {
  const halfway: RequestListener = (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 }).write('{"baton": nu')
    setTimeout(() => response.destroy(), 20)
  }
  expect(await verdicts(await serverThat(halfway))).toEqual(away)
})

test.each([429, 500, 502, 503, 504, 401, 404])('a server that answers %i is away', async (status) => {
  expect(await verdicts(await serverThat(json(status, { error: 'not now' })))).toEqual(away)
  expect(await verdicts(await serverThat((_, response) => response.writeHead(status).end('not now')))).toEqual(away)
})

test.each([400, 413])('a server that answers %i refuses what was sent', async (status) => {
  expect(await verdicts(await serverThat(json(status, { error: 'not that' })))).toEqual(refused)
})

test.each([
  'SQLITE_BUSY',
  'SQLITE_BUSY_SNAPSHOT',
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'STREAM_EXPIRED',
  'TRANSACTION_TIMEOUT',
  'TRANSACTION_BUSY',
  'BLOCKED',
])('%s says nothing against the statement', async (code) => {
  expect(await verdicts(await serverThat(sqlite(code)))).toEqual(away)
})

test.each([
  'SQLITE_CONSTRAINT',
  'SQLITE_CONSTRAINT_UNIQUE',
  'SQLITE_MISMATCH',
  'SQLITE_ERROR',
  'SQLITE_TOOBIG',
  'SQL_INPUT_ERROR',
  'ARGS_INVALID',
  'A_CODE_THAT_NOBODY_KNOWS',
])('%s refuses the statement', async (code) => {
  expect(await verdicts(await serverThat(sqlite(code)))).toEqual(refused)
})

test('an error of our own is neither', () => {
  for (const error of [new TypeError('cannot read properties of undefined'), new Error('x'), 'x', null]) {
    expect([isDatabaseAway(error), isStatementRefused(error)]).toEqual([false, false])
  }
})

test('a value that cannot be stored is no fault of the database', async () => {
  const db = openDb({ LIBSQL_URL: 'http://127.0.0.1:9' })
  const error = await db.run(sql`select ${Number.POSITIVE_INFINITY}`).catch((caught: unknown) => caught)
  expect(isDatabaseAway(error)).toBe(false)
})
