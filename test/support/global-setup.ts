import type { TestProject } from 'vitest/node'
import { migrateDatabase } from '../../scripts/migrate.ts'
import { openPostman } from '../../scripts/resend-emulator/open.ts'
import { startThrowawaySqld } from '../../scripts/support/sqld.ts'
import { startDbProxy } from './db-proxy.ts'

/** What all journeys share: one libSQL server with a migrated template database, and one post office. */
export default async function openHouse(project: TestProject) {
  const sqld = await startThrowawaySqld()
  await migrateDatabase({ url: sqld.url })
  const proxy = await startDbProxy(sqld.url)
  const postman = await openPostman()
  project.provide('sqldAdminUrl', sqld.adminUrl)
  project.provide('dbProxyUrl', proxy.url)
  project.provide('postmanUrl', postman.url)
  return async () => {
    await postman.stop()
    await proxy.stop()
    await sqld.stop()
  }
}
