/** The house that the browser visits: what `npm run dev` opens, with our postman in place of the emulator and a clock that only tests turn. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPostman } from '../../scripts/resend-emulator/open.ts'
import { root, withBin } from '../../scripts/support/bin.ts'
import { browserHouse } from './house.ts'

const { ports, postman } = await browserHouse()
const office = await openPostman({ port: ports.postman })
await postman.change({ rate: null })

const dataDir = mkdtempSync(join(tmpdir(), 'galea-browser-'))
const house = spawn('node', ['--import', 'tsx', join(root, 'scripts/dev.ts')], {
  cwd: root,
  stdio: 'inherit',
  env: withBin({
    ...process.env,
    PORT: String(ports.site),
    LIBSQL_PORT: String(ports.database),
    DEV_DATA: dataDir,
    DEV_TICK: '0',
    EMULATE_RESEND: '0',
    RESEND_BASE_URL: postman.baseUrl,
  }),
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => house.kill(signal))
house.once('exit', async (code) => {
  await office.stop()
  rmSync(dataDir, { recursive: true, force: true })
  process.exit(code ?? 1)
})
