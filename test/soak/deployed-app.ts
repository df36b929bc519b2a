import { spawn } from 'node:child_process'
import { startWorker } from '../../bench/support/worker.ts'
import { migrateDatabase } from '../../scripts/migrate.ts'
import { emulatorClient } from '../../scripts/resend-emulator/client.ts'
import { startResendEmulator } from '../../scripts/resend-emulator/start.ts'
import { startTemporarySqld } from '../../scripts/support/sqld.ts'
import { openDb } from '../../src/platform/db.ts'

/**
 * The service as it is deployed, in workerd, with a real libSQL server, our emulator, and a neighbour who takes a whole
 * processor. Its clock is the real one; sign-up limits exempt the loopback.
 */
export async function startDeployedApp() {
  const sqld = await startTemporarySqld()
  await migrateDatabase({ url: sqld.url })
  const server = await startResendEmulator()
  const emulator = emulatorClient(server.url, 'soak')
  await emulator.change({ rate: null })
  const worker = await startWorker({
    LIBSQL_URL: sqld.url,
    RESEND_BASE_URL: emulator.baseUrl,
    RESEND_RATE: '1000',
    DEV_CLOCK: '1',
  })
  const hog = spawn(process.execPath, ['-e', HOG], { stdio: 'ignore' })
  return {
    url: worker.url,
    tick: () => worker.tick(),
    emulator,
    db: openDb({ LIBSQL_URL: sqld.url }),
    async stop() {
      hog.kill('SIGKILL')
      await worker.stop().catch(() => {})
      await server.stop()
      await sqld.stop()
    },
  }
}

// It ends with us, however we end.
const HOG = `while (process.ppid === ${process.pid});`

export type DeployedApp = Awaited<ReturnType<typeof startDeployedApp>>
