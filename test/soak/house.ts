import { spawn } from 'node:child_process'
import { startWorker } from '../../bench/support/worker.ts'
import { migrateDatabase } from '../../scripts/migrate.ts'
import { askPostman } from '../../scripts/resend-emulator/ask.ts'
import { openPostman } from '../../scripts/resend-emulator/open.ts'
import { startThrowawaySqld } from '../../scripts/support/sqld.ts'
import { openDb } from '../../src/platform/db.ts'

/**
 * The service as it is deployed, in workerd, with a real libSQL server, our postman, and a neighbour who takes a whole
 * processor. Its clock is the real one; brakes do not count the loopback.
 */
export async function openHouse() {
  const sqld = await startThrowawaySqld()
  await migrateDatabase({ url: sqld.url })
  const office = await openPostman()
  const postman = askPostman(office.url, 'soak')
  await postman.change({ rate: null })
  const worker = await startWorker({
    LIBSQL_URL: sqld.url,
    RESEND_BASE_URL: postman.baseUrl,
    RESEND_RATE: '1000',
    DEV_CLOCK: '1',
  })
  const hog = spawn(process.execPath, ['-e', HOG], { stdio: 'ignore' })
  return {
    url: worker.url,
    tick: () => worker.tick(),
    postman,
    db: openDb({ LIBSQL_URL: sqld.url }),
    async stop() {
      hog.kill('SIGKILL')
      await worker.stop().catch(() => {})
      await office.stop()
      await sqld.stop()
    },
  }
}

// It ends with us, however we end.
const HOG = `while (process.ppid === ${process.pid});`

export type House = Awaited<ReturnType<typeof openHouse>>
