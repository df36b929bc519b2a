import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { developmentSettings, type Settings } from '../support/settings.ts'
import type { Plan } from './plan.ts'

/** Every setting the Worker starts with: what was given, else what development needs. */
export const chooseSettings = ({ port, inboxPort, emulate, dataDir, given }: Plan, databaseUrl: string): Settings => ({
  ...developmentSettings,
  PUBLIC_URL: `http://localhost:${port}`,
  LIBSQL_URL: databaseUrl,
  APP_SECRET: given.APP_SECRET ?? keptSecret(dataDir),
  ...(emulate ? { RESEND_BASE_URL: `http://127.0.0.1:${inboxPort}` } : {}),
  ...given,
})

// Random, so that no link of one clone is valid in another; stored, so that links survive a restart.
function keptSecret(dataDir: string) {
  const file = join(dataDir, 'app-secret')
  mkdirSync(dataDir, { recursive: true })
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(file, 'utf8')
}
