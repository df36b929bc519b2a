import { migrateDatabase } from '../house/migrate.ts'
import { startThrowawaySqld } from '../house/sqld.ts'
import { layGround } from './ground.ts'

/** A libSQL server for all worlds of a test file; each world is a fork of a migrated database. */
export async function openHouse() {
  const sqld = await startThrowawaySqld()
  await migrateDatabase({ url: sqld.url })
  layGround()
  const started = Date.now()
  let count = 0
  const ask = async (method: string, path: string, body?: string) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${sqld.adminUrl}/v1/namespaces/${path}`, { method, headers, ...(body ? { body } : {}) })
    if (!answer.ok) throw new Error(`sqld answered ${answer.status} to ${method} ${path}: ${await answer.text()}`)
  }
  return {
    sqld,
    /** Copies a database within ten milliseconds and returns the copy's name. */
    async fork(namespace: string): Promise<string> {
      const name = `chaos-${started}-${count++}`
      await ask('POST', `${namespace}/fork/${name}`, '{}')
      return name
    },
    drop: (namespace: string) => ask('DELETE', namespace),
    stop: () => sqld.stop(),
  }
}

export type House = Awaited<ReturnType<typeof openHouse>>
