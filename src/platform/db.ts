import { createClient } from '@libsql/client/web'
import type { BatchItem } from 'drizzle-orm/batch'
import { drizzle } from 'drizzle-orm/libsql/web'
import type { Config } from './config'

/** Opens the database for one request or event; a client shared between requests hangs in the Workers runtime. */
export function openDb(config: Pick<Config, 'LIBSQL_URL' | 'LIBSQL_AUTH_TOKEN'>) {
  const { LIBSQL_URL: url, LIBSQL_AUTH_TOKEN: authToken } = config
  const client = createClient({ url, concurrency: 6, ...(authToken ? { authToken } : {}) })
  // A batch that began as a reader and turns writer is refused while another writes; as a writer it waits its turn.
  const batch = client.batch.bind(client)
  client.batch = (statements) => batch(statements, 'write')
  return drizzle({ client, casing: 'snake_case' })
}

export type Db = ReturnType<typeof openDb>

/** A statement that a verb returns for its caller to put into a batch: one round trip, one transaction. */
export type Statement = BatchItem<'sqlite'>
