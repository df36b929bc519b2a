/**
 * `npm run test:mutants`: takes one guard out of a copy of the service at a time and runs the tests that must notice.
 * Arguments choose guards by their layer or by words of their name. `--resume` leaves out those whose verdict is on record,
 * as long as the guard, its files and its tests are what they were then; `--minutes N` begins no more after that time.
 * Ends with the rate over all verdicts of the guards that were chosen; below 90 % it fails.
 */
import { parseArgs } from 'node:util'
import { everyGuard } from './every-guard.ts'
import { findStale } from './find-stale.ts'
import type { Guard } from './guard.ts'
import { openRecord } from './record.ts'
import { openScratch, type Verdict } from './scratch.ts'

const WANTED = 0.9
const AT_ONCE = 2

const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: { resume: { type: 'boolean', default: false }, minutes: { type: 'string', default: 'Infinity' } },
})
const until = Date.now() + Number(values.minutes) * 60_000
const layers = new Set(everyGuard.map(({ layer }) => layer))
const chosen = everyGuard.filter(
  ({ layer, name }) =>
    asked.length === 0 || asked.some((words) => (layers.has(words) ? layer === words : name.includes(words))),
)
const stale = findStale(chosen)
if (stale.length > 0) throw new Error(`Some guards are out of date.\n${stale.join('\n')}`)
const record = openRecord()
const verdicts = new Map(
  chosen.flatMap((guard) => {
    const known = values.resume ? record.find(guard) : undefined
    return known ? [[guard, known] as const] : []
  }),
)
const waiting = chosen.filter((guard) => !verdicts.has(guard))
if (verdicts.size > 0)
  console.log(`${verdicts.size} verdicts are on record, ${waiting.length} mutants are to be tried.`)
await Promise.all(Array.from({ length: Math.min(AT_ONCE, waiting.length) }, work))

// Each worker has a copy of its own.
async function work() {
  const scratch = openScratch()
  try {
    while (Date.now() < until) {
      const guard = waiting.shift()
      if (!guard) break
      const started = Date.now()
      const verdict = await scratch.tryWithout(guard)
      verdicts.set(guard, verdict)
      record.keep(guard, verdict)
      console.log(`${say(verdict, guard)} (${((Date.now() - started) / 1000).toFixed(0)} s)`)
    }
  } finally {
    scratch.close()
  }
}

const all = [...verdicts]
for (const [guard, verdict] of all) if (values.resume && verdict.is !== 'killed') console.log(say(verdict, guard))
const killed = all.filter(([, { is }]) => is === 'killed').length
const rate = killed / all.length
const left = waiting.length > 0 ? `; ${waiting.length} are left, \`--resume\` goes on` : ''
console.log(`${killed} of ${all.length} mutants killed: ${(rate * 100).toFixed(1)} %${left}`)
process.exitCode = rate >= WANTED && !all.some(([, { is }]) => is === 'broken') ? 0 : 1

function say(verdict: Verdict, { name, unnoticed }: Guard): string {
  switch (verdict.is) {
    case 'killed':
      return `killed    ${name}: ${verdict.by}`
    case 'survived':
      return `SURVIVED  ${name}${unnoticed ? `: cannot be noticed, since ${unnoticed}` : ''}`
    case 'broken':
      return `BROKEN    ${name}: no test was run. ${verdict.why}`
  }
}
