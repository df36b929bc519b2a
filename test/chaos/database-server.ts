import { migrateDatabase } from '../../scripts/migrate.ts'
import { startTemporarySqld } from '../../scripts/support/sqld.ts'
import { interceptGlobals } from './intercept-globals.ts'

/** A libSQL server for all worlds of a test file; each world is a fork of a migrated database, which may have been filled before. */
export async function startDatabaseServer(fill: (url: string) => Promise<void> = async () => {}) {
  const sqld = await startTemporarySqld()
  await fill(sqld.url)
  await migrateDatabase({ url: sqld.url })
  interceptGlobals()
  const started = Date.now()
  let count = 0
  return {
    sqld,
    /** Copies a database within ten milliseconds and returns the copy's name. */
    async fork(namespace: string): Promise<string> {
      const name = `chaos-${started}-${count++}`
      const answer = await fetch(`${sqld.adminUrl}/v1/namespaces/${namespace}/fork/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      })
      if (!answer.ok) throw new Error(`sqld could not fork ${namespace}: ${answer.status} ${await answer.text()}`)
      return name
    },
    restart: () => sqld.restart(),
    stop: () => sqld.stop(),
  }
}

export type DatabaseServer = Awaited<ReturnType<typeof startDatabaseServer>>
