import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/libsql'
import { migrate } from 'drizzle-orm/libsql/migrator'
import { root } from './support/bin.ts'
import { readDevVars } from './support/dev-vars.ts'

if (process.argv[1] === fileURLToPath(import.meta.url)) await migrateAsAsked()

/** Migrates the database to the newest migration; one that is up to date stays unchanged. */
export async function migrateDatabase({ url, authToken }: { url: string; authToken?: string | undefined }) {
  const db = drizzle({ connection: { url, ...(authToken ? { authToken } : {}) } })
  try {
    await migrate(db, { migrationsFolder: join(root, 'migrations') })
  } finally {
    db.$client.close()
  }
}

// Not `drizzle-kit migrate`: when it fails it says nothing.
async function migrateAsAsked() {
  const { LIBSQL_URL: url, LIBSQL_AUTH_TOKEN: authToken } = { ...readDevVars(), ...process.env }
  if (!url) {
    console.error('Which database? Set LIBSQL_URL, and LIBSQL_AUTH_TOKEN where it asks for one.')
    process.exit(1)
  }
  await migrateDatabase({ url, authToken })
  console.log(`The database at ${new URL(url).host} has every migration.`)
}
