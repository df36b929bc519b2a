/** What `npm run dev` starts, with our own Resend emulator and a clock that moves only when told. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startResendEmulator } from '../resend-emulator/start.ts'
import { root, withBin } from '../support/bin.ts'
import { localApp } from './addresses.ts'

const { ports, emulator } = await localApp()
const server = await startResendEmulator({ port: ports.emulator })
await emulator.change({ rate: null })

const dataDir = mkdtempSync(join(tmpdir(), 'galea-local-'))
const app = spawn('node', ['--import', 'tsx', join(root, 'scripts/dev.ts')], {
  cwd: root,
  stdio: 'inherit',
  env: withBin({
    ...process.env,
    PORT: String(ports.site),
    LIBSQL_PORT: String(ports.database),
    DEV_DATA: dataDir,
    DEV_TICK: '0',
    EMULATE_RESEND: '0',
    RESEND_BASE_URL: emulator.baseUrl,
  }),
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.kill(signal))
app.once('exit', async (code) => {
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
  process.exit(code ?? 1)
})
