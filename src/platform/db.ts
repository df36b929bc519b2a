import { createClient } from '@libsql/client/web'
import type { BatchItem } from 'drizzle-orm/batch'
import { drizzle } from 'drizzle-orm/libsql/web'
import type { Config } from './config'
import { cutOff, isDatabaseBusy } from './database-errors'

export { isDatabaseAway, isStatementRefused } from './database-errors'

/**
 * Opens the database for one request or event; a client shared between requests hangs in the Workers runtime. A server
 * that does not answer within `patienceMs` does not hold its callers for ever; what they wrote may be written again.
 */
export function openDb(config: Pick<Config, 'LIBSQL_URL' | 'LIBSQL_AUTH_TOKEN'>, patienceMs = 30_000) {
  const { LIBSQL_URL: url, LIBSQL_AUTH_TOKEN: authToken } = config
  const withinTime = (request: Request) => ask(request, AbortSignal.timeout(patienceMs))
  const client = createClient({ url, concurrency: 6, fetch: withinTime, ...(authToken ? { authToken } : {}) })
  const execute = client.execute.bind(client) as (...given: unknown[]) => ReturnType<typeof client.execute>
  const batch = client.batch.bind(client)
  client.execute = (...given: unknown[]) => untilFree(() => execute(...given))
  // A batch that began as a reader and turns writer is refused while another writes; as a writer it waits its turn.
  client.batch = (statements) => untilFree(() => batch(statements, 'write'))
  return drizzle({ client, casing: 'snake_case' })
}

export type Db = ReturnType<typeof openDb>

/** A statement that a verb returns for its caller to put into a batch: one round trip, one transaction. */
export type Statement = BatchItem<'sqlite'>

// The answer is read here, so that a line that breaks in its middle is known for what it is.
async function ask(request: Request, signal: AbortSignal): Promise<Response> {
  try {
    const response = await fetch(request, { signal })
    return new Response(await response.arrayBuffer(), response)
  } catch (error) {
    throw cutOff(error)
  }
}

const MOST_TRIES = 6

// The server gives up on a crowd of writers after half a second. Nothing was written then, so asking again is safe.
async function untilFree<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      if (!isDatabaseBusy(error) || tries === MOST_TRIES) throw error
      await new Promise((go) => setTimeout(go, 2 ** tries * 15 * (0.5 + Math.random())))
    }
  }
}
