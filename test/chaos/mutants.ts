/**
 * `npm run test:mutants`: takes one guard out of a copy of the house at a time and lets the harness loose on it. Every
 * mutant must be killed; names of mutants as arguments choose those alone.
 */

import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root, withBin } from '../house/bin.ts'
import { type Guard, guards } from './guards.ts'

const scratch = mkdtempSync(join(tmpdir(), 'galea-mutant-'))
const copied = [
  'src',
  'test',
  'migrations',
  '.build',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
  'wrangler.toml',
]
for (const name of copied) cpSync(join(root, name), join(scratch, name), { recursive: true })
symlinkSync(join(root, 'node_modules'), join(scratch, 'node_modules'))

const asked = process.argv.slice(2)
const chosen = guards.filter(({ name }) => asked.length === 0 || asked.some((words) => name.includes(words)))
let survivors = 0
for (const guard of chosen) {
  const started = Date.now()
  const killer = kill(guard)
  if (!killer) survivors++
  console.log(`${killer ? 'killed  ' : 'SURVIVED'} ${guard.name}${killer ? `: ${killer}` : ''} (${seconds(started)} s)`)
}
rmSync(scratch, { recursive: true, force: true })
console.log(`${chosen.length - survivors} of ${chosen.length} killed`)
process.exitCode = survivors === 0 ? 0 : 1

function kill({ edits, by }: Guard): string | null {
  const before = edits.map(({ file }) => [file, readFileSync(join(scratch, file), 'utf8')] as const)
  try {
    for (const edit of edits) mutate(edit)
    const args = ['run', '--project', 'chaos', '--bail', '1', ...by]
    const env = withBin({ ...process.env, CHAOS_RUNS: '40', CHAOS_SEED: '1', NO_COLOR: '1' })
    const { status, stdout } = spawnSync(join(root, 'node_modules/.bin/vitest'), args, {
      cwd: scratch,
      env,
      encoding: 'utf8',
    })
    return status === 0 ? null : (/^\s*[×✗] (.*?)\s*\d*m?s?$/m.exec(stdout)?.[1] ?? 'it did not start')
  } finally {
    for (const [file, text] of before.toReversed()) writeFileSync(join(scratch, file), text)
  }
}

function mutate({ file, from, to }: Guard['edits'][number]): void {
  const text = readFileSync(join(scratch, file), 'utf8')
  if (!text.includes(from)) throw new Error(`${file} no longer has: ${from}`)
  writeFileSync(join(scratch, file), text.replaceAll(from, to))
}

function seconds(since: number): string {
  return ((Date.now() - since) / 1000).toFixed(0)
}
