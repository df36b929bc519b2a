import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import type { Row } from './report.ts'
import { tableOf } from './table.ts'

const bench = join(import.meta.dirname, '..')

/** Keeps the numbers with the machine they come from; a whole, unhurried run also becomes the table of the README. */
export function saveResults(
  measured: Record<string, Row[]>,
  { quick, whole }: { quick: boolean; whole: boolean },
): string {
  const at = new Date().toISOString()
  const machine = {
    processor: cpus()[0]?.model.trim(),
    cores: availableParallelism(),
    load: loadavg(),
    node: process.version,
  }
  const name = `${at.slice(0, 19).replaceAll(':', '-')}${quick ? '-quick' : ''}${whole ? '' : '-part'}.json`
  mkdirSync(join(bench, 'results'), { recursive: true })
  writeFileSync(
    join(bench, 'results', name),
    `${JSON.stringify({ at, commit: commit(), quick, machine, measured }, null, 2)}\n`,
  )
  if (whole && !quick)
    intoReadme(
      measured,
      `${at.slice(0, 10)}, commit ${commit()}, ${machine.cores} cores, load ${machine.load[0]?.toFixed(1)} at the end; \`results/${name}\``,
    )
  return `bench/results/${name}`
}

function intoReadme(measured: Record<string, Row[]>, caption: string) {
  const file = join(bench, 'README.md')
  const [before = '', after = ''] = readFileSync(file, 'utf8').split(/<!-- newest -->[\s\S]*<!-- \/newest -->/)
  writeFileSync(file, `${before}<!-- newest -->\n${caption}\n\n${tableOf(measured)}\n<!-- /newest -->${after}`)
}

function commit(): string {
  return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: bench, encoding: 'utf8' }).trim()
}
