import { createClient } from '@libsql/client/web'
import type { BatchItem } from 'drizzle-orm/batch'
import { drizzle } from 'drizzle-orm/libsql/web'
import type { Config } from './config'
import { cutOff, isDatabaseBusy } from './database-errors'
import { takeTurn } from './write-turns'

export { failedWithoutAWord, isAboutData, isDatabaseAway, isStatementRefused } from './database-errors'

/**
 * How long a caller waits (ms) for one answer of the database, and for all of them together; and what it does before a
 * write when very many others wait for their turn: `wait` as well, be `refuse`d, or go `ahead` of them all.
 */
export type Patience = { answerMs: number; totalMs: number; inLine: 'wait' | 'refuse' | 'ahead' }

/** What runs without anybody waiting for it: ticks, the queue. */
export const WORK: Patience = { answerMs: 30_000, totalMs: Number.POSITIVE_INFINITY, inLine: 'wait' }

/** A person at a page, or a service at a webhook: after seconds it is better to say "try again". */
export const CALLER: Patience = { answerMs: 7_000, totalMs: 7_000, inLine: 'refuse' }

/** Whoever watches the house, sooner than a monitor gives up. */
export const WATCH: Patience = { answerMs: 2_500, totalMs: 2_500, inLine: 'ahead' }

/**
 * Opens the database for one request or event; a client shared between requests hangs in the Workers runtime. A database
 * that does not answer in time does not hold its callers for ever; what they wrote may then be written all the same.
 */
export function openDb(config: Pick<Config, 'LIBSQL_URL' | 'LIBSQL_AUTH_TOKEN'>, patience = WORK) {
  const { LIBSQL_URL: url, LIBSQL_AUTH_TOKEN: authToken } = config
  const left = stopwatch(patience)
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
    return isRead(given[0]) ? act() : inTurn(patience.inLine, left, act)
  }
  // A batch that began as a reader and turns writer is refused while another writes; as a writer it waits its turn.
  client.batch = (statements) => inTurn(patience.inLine, left, () => untilFree(left, () => batch(statements, 'write')))
  return drizzle({ client, casing: 'snake_case' })
}

export type Db = ReturnType<typeof openDb>

/** A statement that a verb returns for its caller to put into a batch: one round trip, one transaction. */
export type Statement = BatchItem<'sqlite'>

type Left = () => number

// How long (ms) the next answer may take; the time of all together begins with the first.
function stopwatch({ answerMs, totalMs }: Patience): Left {
  let startedAt: number | undefined
  return () => {
    startedAt ??= performance.now()
    return Math.ceil(Math.min(answerMs, Math.max(0, startedAt + totalMs - performance.now())))
  }
}

// The answer is read here, so that a line that breaks in its middle is known for what it is.
async function ask(request: Request, patienceMs: number): Promise<Response> {
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(patienceMs) })
    return new Response(await response.arrayBuffer(), response)
  } catch (error) {
    throw cutOff(error)
  }
}

async function inTurn<T>(inLine: Patience['inLine'], left: Left, act: () => Promise<T>): Promise<T> {
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

const MOST_TRIES = 6

// The server turns some away when many write. Nothing was written then, so asking again is safe, for as long as she waits.
async function untilFree<T>(left: Left, act: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await act()
    } catch (error) {
      const pauseMs = 2 ** tries * 15 * (0.5 + Math.random())
      if (!isDatabaseBusy(error) || tries === MOST_TRIES || left() <= pauseMs) throw error
      await new Promise((go) => setTimeout(go, pauseMs))
    }
  }
}
