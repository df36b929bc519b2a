import type { TestProject } from 'vitest/node'
import { migrateDatabase } from '../../scripts/migrate.ts'
import { startResendEmulator } from '../../scripts/resend-emulator/start.ts'
import { startTemporarySqld } from '../../scripts/support/sqld.ts'
import { startDbProxy } from './db-proxy.ts'

/** What all journeys share: one libSQL server with a migrated template database, and one Resend emulator. */
export default async function startServers(project: TestProject) {
  const sqld = await startTemporarySqld()
  await migrateDatabase({ url: sqld.url })
  const proxy = await startDbProxy(sqld.url)
  const emulator = await startResendEmulator()
  project.provide('sqldUrl', sqld.url)
  project.provide('sqldAdminUrl', sqld.adminUrl)
  project.provide('dbProxyUrl', proxy.url)
  project.provide('emulatorUrl', emulator.url)
  return async () => {
    await emulator.stop()
    await proxy.stop()
    await sqld.stop()
  }
}
