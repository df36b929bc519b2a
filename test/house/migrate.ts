import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/libsql'
import { migrate } from 'drizzle-orm/libsql/migrator'
import { root } from './bin.ts'

/** Brings the database to the newest migration; a database that is there already stays as it is. */
export async function migrateDatabase({ url, authToken }: { url: string; authToken?: string | undefined }) {
  const db = drizzle({ connection: { url, ...(authToken ? { authToken } : {}) } })
  try {
    await migrate(db, { migrationsFolder: join(root, 'migrations') })
  } finally {
    db.$client.close()
  }
}
