import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { root, withBin } from '../support/bin.ts'
import type { Settings } from '../support/settings.ts'
import type { Plan } from './plan.ts'
import type { Processes } from './processes.ts'

/** Starts the Worker in workerd with its queues and resolves when it answers; errors it logs are shown. */
export async function startWorker({
  plan,
  settings,
  processes,
}: {
  plan: Plan
  settings: Settings
  processes: Processes
}) {
  const folder = join(plan.dataDir, 'worker')
  mkdirSync(folder, { recursive: true })
  const logFile = join(folder, 'worker.log')
  const log = createWriteStream(logFile)
  const child = spawn('wrangler', argumentsFor(plan, folder), {
    cwd: root,
    env: environmentFor(settings, folder),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  processes.adopt('The Worker', child)
  child.stdout.pipe(log)
  child.stderr.pipe(log)
  child.stderr.on('data', (chunk: Buffer) => showErrors(String(chunk)))
  createInterface(child.stdout).on('line', showTrouble)

  for (let tries = 0; !(await answers(plan.port)); tries++) {
    if (tries > 600) throw new Error(`The Worker did not answer within a minute.\n\n${readFileSync(logFile, 'utf8')}`)
    await sleep(100)
  }
}

function argumentsFor({ port }: Plan, folder: string) {
  // An empty file keeps wrangler from reading .dev.vars itself: which setting wins is decided before.
  const noVars = join(folder, 'none.env')
  writeFileSync(noVars, '')
  const where = ['--port', String(port), '--ip', '127.0.0.1', '--inspector-port', '0']
  return ['dev', ...where, '--persist-to', folder, '--env-file', noVars, '--show-interactive-dev-session=false']
}

// With CLOUDFLARE_INCLUDE_PROCESS_ENV its environment becomes the Worker's, so it holds little more than the settings.
const environmentFor = (settings: Settings, folder: string): NodeJS.ProcessEnv => {
  const { PATH, HOME, TMPDIR } = withBin()
  return {
    ...Object.fromEntries(Object.entries({ PATH, HOME, TMPDIR }).filter(([, value]) => value !== undefined)),
    CLOUDFLARE_INCLUDE_PROCESS_ENV: 'true',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_SEND_ERROR_REPORTS: 'false',
    WRANGLER_HIDE_BANNER: 'true',
    WRANGLER_LOG_PATH: folder,
    WRANGLER_REGISTRY_PATH: join(folder, 'registry'),
    ...settings,
  }
}

function showErrors(said: string) {
  if (/ERROR|Error/.test(said) && !said.includes('workers.cloudflare.com')) process.stderr.write(said)
}

// What the Worker logs about something that went wrong has an error in it; the rest is in the log file.
function showTrouble(line: string) {
  if (line.startsWith('{') && line.includes('"error":')) console.error(`  ${line}`)
}

const answers = (port: number) =>
  fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(5000) }).then(
    () => true,
    () => false,
  )
