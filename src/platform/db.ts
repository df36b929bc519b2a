import type { BatchItem } from 'drizzle-orm/batch'
import { drizzle } from 'drizzle-orm/libsql/web'
import type { Config } from './config'

/** Opens the database for one request or event; a client shared between requests hangs in the Workers runtime. */
export function openDb(config: Pick<Config, 'LIBSQL_URL' | 'LIBSQL_AUTH_TOKEN'>) {
  const { LIBSQL_URL: url, LIBSQL_AUTH_TOKEN: authToken } = config
  return drizzle({ connection: { url, concurrency: 6, ...(authToken ? { authToken } : {}) }, casing: 'snake_case' })
}

export type Db = ReturnType<typeof openDb>

/** A statement that a verb returns for its caller to put into a batch: one round trip, one transaction. */
export type Statement = BatchItem<'sqlite'>
