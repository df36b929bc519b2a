import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { root, withBin } from '../../scripts/support/bin.ts'
import type { Edit, Guard, Killer } from './guard.ts'

/** What the tests said of a mutant; one on which no test could run says nothing of the tests. */
export type Verdict = { is: 'killed'; by: string } | { is: 'survived' } | { is: 'broken'; why: string }

const copied =
  'src scripts test emails migrations public .build package.json tsconfig.json vitest.config.ts wrangler.toml .dev.vars.example'
const TIMEOUT_MS = 10 * 60_000

/** A copy of the service that may be broken as one likes. */
export function openScratch() {
  const folder = mkdtempSync(join(tmpdir(), 'galea-mutant-'))
  for (const name of copied.split(' ')) cpSync(join(root, name), join(folder, name), { recursive: true })
  borrowModules(folder)
  const read = (file: string) => readFileSync(join(folder, file), 'utf8')

  const mutate = ({ file, from, to }: Edit) =>
    writeFileSync(
      join(folder, file),
      read(file).replaceAll(from, () => to),
    )

  const tryWithout = async ({ edits, by }: Guard): Promise<Verdict> => {
    const before = edits.map(({ file }) => [file, read(file)] as const)
    try {
      edits.forEach(mutate)
      return await judge(folder, by)
    } finally {
      for (const [file, text] of before.toReversed()) writeFileSync(join(folder, file), text)
    }
  }

  return { tryWithout, close: () => rmSync(folder, { recursive: true, force: true }) }
}

// Everything but what vite keeps there for itself, which two runs at once would take from each other.
function borrowModules(folder: string): void {
  mkdirSync(join(folder, 'node_modules'))
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (!name.startsWith('.vite')) symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name))
  }
}

async function judge(cwd: string, { project, file, named }: Killer): Promise<Verdict> {
  const args = ['run', '--project', project, '--bail', '1', file, ...(named ? ['-t', named] : [])]
  const env = withBin({ ...process.env, CHAOS_RUNS: '40', CHAOS_SEED: '1', CHAOS_ALL_MODES: '1', NO_COLOR: '1' })
  const child = spawn(join(root, 'node_modules/.bin/vitest'), args, { cwd, env, timeout: TIMEOUT_MS })
  const said = Promise.all([text(child.stdout), text(child.stderr)])
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve))
  const [stdout, stderr] = await said
  if (child.killed) return { is: 'killed', by: `${file} did not end` }
  const killer = /^\s*[×✗] (.*?)\s*\d*m?s?$/m.exec(stdout)?.[1]
  if (killer) return { is: 'killed', by: killer }
  if (status === 0 && /Tests\s+(?:\d+ skipped \| )?\d+ passed/.test(stdout)) return { is: 'survived' }
  return { is: 'broken', why: `${stdout}${stderr}`.slice(-600) }
}
