import { createClient } from '@libsql/client/web'
import type { BatchItem } from 'drizzle-orm/batch'
import { drizzle } from 'drizzle-orm/libsql/web'
import type { Config } from './config'
import { cutOff, isDatabaseBusy } from './database-errors'
import { beginVisit, type Left, type TimeLimit, WORK } from './time-limit'
import { takeTurn } from './write-turns'

export { failedWithoutAWord, isAboutData, isDatabaseAway, isStatementRefused } from './database-errors'

/**
 * Opens the database for one request or event; a client shared between requests hangs in the Workers runtime. Callers
 * of a database that does not answer in time get an error; what they wrote may have been written all the same.
 */
export function openDb(config: Pick<Config, 'LIBSQL_URL' | 'LIBSQL_AUTH_TOKEN'>, timeLimit = WORK) {
  const { LIBSQL_URL: url, LIBSQL_AUTH_TOKEN: authToken } = config
  const { left, leave } = beginVisit(timeLimit)
  const client = createClient({
    url,
    concurrency: 6,
    fetch: (request: Request) => ask(request, left()),
    ...(authToken ? { authToken } : {}),
  })
  const execute = client.execute.bind(client) as (...given: unknown[]) => ReturnType<typeof client.execute>
  const batch = client.batch.bind(client)
  client.execute = (...given: unknown[]) => {
    const act = () => untilFree(left, () => execute(...given))
    return isRead(given[0]) ? act() : inTurn(timeLimit.inLine, left, act)
  }
  // A batch that began as a reader and turns writer is refused while another writes; as a writer it waits its turn.
  client.batch = (statements) => inTurn(timeLimit.inLine, left, () => untilFree(left, () => batch(statements, 'write')))
  const db = drizzle({ client, casing: 'snake_case' })
  leaving.set(db, leave)
  return db
}

/** Says that a request is done with the database, so that another one is admitted. */
export function leaveDb(db: Db): void {
  leaving.get(db)?.()
}

const leaving = new WeakMap<object, () => void>()

export type Db = ReturnType<typeof openDb>

/** A statement that a verb returns for its caller to put into a batch: one round trip, one transaction. */
export type Statement = BatchItem<'sqlite'>

// The answer is read here, so that a connection that breaks halfway is recognised.
async function ask(request: Request, timeoutMs: number): Promise<Response> {
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(timeoutMs) })
    return new Response(await response.arrayBuffer(), response)
  } catch (error) {
    throw cutOff(error)
  }
}

async function inTurn<T>(inLine: TimeLimit['inLine'], left: Left, act: () => Promise<T>): Promise<T> {
  if (inLine === 'ahead') return act()
  const giveBack = await takeTurn(left(), inLine)
  try {
    return await act()
  } finally {
    giveBack()
  }
}

function isRead(statement: unknown): boolean {
  const text = typeof statement === 'object' && statement && 'sql' in statement ? statement.sql : statement
  return /^\s*select\b/i.test(String(text))
}

const MAX_TRIES = 6

// The server refuses some when many write. Nothing was written then, so a retry is safe until the caller's time is
// over.
async function untilFree<T>(left: Left, act: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await act()
    } catch (error) {
      const pauseMs = 2 ** tries * 15 * (0.5 + Math.random())
      if (!isDatabaseBusy(error) || tries === MAX_TRIES || left() <= pauseMs) throw error
      await new Promise((go) => setTimeout(go, pauseMs))
    }
  }
}
