/**
 * `npm run test:mutants`: takes one guard out of a copy of the service at a time and runs the tests that must notice.
 * Arguments choose guards by their layer or by words of their name. Ends with the rate; below 90 % it fails.
 */
import { everyGuard } from './every-guard.ts'
import { findStale } from './find-stale.ts'
import type { Guard } from './guard.ts'
import { openScratch, type Verdict } from './scratch.ts'

const WANTED = 0.9
const AT_ONCE = 2

const asked = process.argv.slice(2)
const layers = new Set(everyGuard.map(({ layer }) => layer))
const chosen = everyGuard.filter(
  ({ layer, name }) =>
    asked.length === 0 || asked.some((words) => (layers.has(words) ? layer === words : name.includes(words))),
)
const stale = findStale(chosen)
if (stale.length > 0) throw new Error(`Some guards are out of date.\n${stale.join('\n')}`)
const verdicts: Verdict['is'][] = []
const waiting = [...chosen]
await Promise.all(Array.from({ length: AT_ONCE }, work))

// Each worker has a copy of its own.
async function work() {
  const scratch = openScratch()
  try {
    for (let guard = waiting.shift(); guard; guard = waiting.shift()) {
      const started = Date.now()
      const verdict = await scratch.tryWithout(guard)
      verdicts.push(verdict.is)
      console.log(`${say(verdict, guard)} (${((Date.now() - started) / 1000).toFixed(0)} s)`)
    }
  } finally {
    scratch.close()
  }
}

const killed = verdicts.filter((is) => is === 'killed').length
const rate = killed / verdicts.length
console.log(`${killed} of ${verdicts.length} mutants killed: ${(rate * 100).toFixed(1)} %`)
process.exitCode = rate >= WANTED && !verdicts.includes('broken') ? 0 : 1

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
