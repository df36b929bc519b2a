import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { migrateDatabase } from '../migrate.ts'
import { startSqld } from '../support/sqld.ts'
import type { Plan } from './plan.ts'
import type { Processes } from './processes.ts'
import { watchDatabase } from './watch-database.ts'

/** Opens and migrates the database of development; a server of its own is watched, and restarted when it fails. */
export async function openDatabase({ given, dataDir, databasePort }: Plan, processes: Processes) {
  const url = given.LIBSQL_URL ?? `http://127.0.0.1:${databasePort}`
  if (given.LIBSQL_URL === undefined)
    await openOwn({ dir: join(dataDir, 'database'), port: databasePort }, url, processes)
  await migrateDatabase({ url, authToken: given.LIBSQL_AUTH_TOKEN })
  return url
}

async function openOwn(where: { dir: string; port: number }, url: string, processes: Processes) {
  let end = async () => {}
  const adopt = (child: ChildProcess) => {
    end = processes.adopt('The database', child)
  }
  const start = () => startSqld({ ...where, adopt })
  await start()
  processes.atEnd(
    watchDatabase({
      url,
      async restart(trouble) {
        console.error(`\n  The database ${trouble}. It is started again.`)
        await end()
        await start()
        console.error('  The database writes again.\n')
      },
    }),
  )
}
