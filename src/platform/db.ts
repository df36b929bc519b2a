import { createClient } from '@libsql/client/web'
import type { BatchItem } from 'drizzle-orm/batch'
import { drizzle } from 'drizzle-orm/libsql/web'
import type { Config } from './config'

/**
 * Opens the database for one request or event; a client shared between requests hangs in the Workers runtime. A server
 * that does not answer within `patienceMs` does not hold its callers for ever; what they wrote may be written again.
 */
export function openDb(config: Pick<Config, 'LIBSQL_URL' | 'LIBSQL_AUTH_TOKEN'>, patienceMs = 30_000) {
  const { LIBSQL_URL: url, LIBSQL_AUTH_TOKEN: authToken } = config
  const withinTime = (request: Request) => fetch(request, { signal: AbortSignal.timeout(patienceMs) })
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

const MOST_TRIES = 6

// The server gives up on a crowd of writers after half a second. Nothing was written then, so asking again is safe.
async function untilFree<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      const busy = error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY'
      if (!busy || tries === MOST_TRIES) throw error
      await new Promise((go) => setTimeout(go, 2 ** tries * 15 * (0.5 + Math.random())))
    }
  }
}
