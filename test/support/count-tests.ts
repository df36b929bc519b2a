import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { root, withBin } from '../../scripts/support/bin.ts'

/** How many tests a step held. */
export type TestCounts = { passed: number; failed: number }

/** Runs commands one after another as one test, which passes when all of them do. */
export async function runAsOneTest(...commands: string[][]): Promise<TestCounts> {
  let good = true
  for (const command of commands) good = (await run(command)) && good
  return good ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

// workerd tells of every connection that our emulator cut, beside the test that asked for it.
const noise = /^(uncaught exception; |exception = |stack: |Sourcemap for )/

/** Runs one project of vitest, or a part of its files such as `1/3`, and counts its tests. */
export const countVitest = (project: string, { part, lane = 0 }: { part?: string; lane?: number } = {}) =>
  countIn(async (report) => {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const of = ['--project', project, ...(part ? [`--shard=${part}`] : [])]
    const env = { TEST_LANE: String(lane) }
    const good = await run(['vitest', 'run', ...of, '--passWithNoTests', ...reporters], { env, hush: noise })
    const { numPassedTests, numFailedTests } = read(report)
    return { good, passed: numPassedTests ?? 0, failed: numFailedTests ?? 0 }
  })

/** Runs the browser tests and counts them. */
export const countPlaywright = () =>
  countIn(async (report) => {
    const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report }
    const good = await run(['playwright', 'test', '--pass-with-no-tests', '--reporter=list,json'], { env })
    const { expected, flaky, unexpected } = read(report).stats ?? {}
    return { good, passed: (expected ?? 0) + (flaky ?? 0), failed: unexpected ?? 0 }
  })

// A runner that fails without naming a test, because a file would not load, has failed once.
async function countIn(count: (report: string) => Promise<TestCounts & { good: boolean }>): Promise<TestCounts> {
  const folder = mkdtempSync(join(tmpdir(), 'galea-report-'))
  const { good, passed, failed } = await count(join(folder, 'report.json'))
  rmSync(folder, { recursive: true, force: true })
  return { passed, failed: good ? failed : Math.max(1, failed) }
}

/** Runs a program of node_modules in the repository, its words on our screen but for hushed lines; whether it ended well. */
export function run([program = '', ...args]: string[], { env = {}, hush }: RunOptions = {}): Promise<boolean> {
  const colours = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}
  const child = spawn(program, args, {
    cwd: root,
    env: withBin({ ...process.env, ...(hush ? colours : {}), ...env }),
    stdio: ['ignore', hush ? 'pipe' : 'inherit', hush ? 'pipe' : 'inherit'],
  })
  for (const [stream, say] of [[child.stdout, console.log] as const, [child.stderr, console.error] as const]) {
    if (stream) createInterface(stream).on('line', (line) => hush?.test(line) || say(line))
  }
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(error.message)
      resolve(false)
    })
    child.once('close', (code) => resolve(code === 0))
  })
}

type RunOptions = { env?: NodeJS.ProcessEnv; hush?: RegExp }

function read(report: string) {
  try {
    return JSON.parse(readFileSync(report, 'utf8'))
  } catch {
    return {}
  }
}
