/**
 * `npm test`: everything, what fails cheapest first, in two lanes, summed in one closing line.
 * `npm run check` (`--fast`) leaves out what needs a server; names of steps as arguments choose those alone.
 */
import { countPlaywright, countVitest, run, runAsOneTest, type TestCounts } from './support/count-tests.ts'

const compilerSettings = ['tsconfig.json', 'tsconfig.node.json', 'tsconfig.browser.json', 'emails/tsconfig.json']

const steps: Record<string, () => Promise<TestCounts>> = {
  build: async () => ({ passed: 0, failed: (await run(['npm', 'run', '--silent', 'build'])) ? 0 : 1 }),
  format: () => runAsOneTest(['biome', 'format', '.']),
  lint: () => runAsOneTest(['biome', 'check', '--formatter-enabled=false', '.']),
  types: checkTypes,
  unit: () => countVitest('unit'),
  journeys: () => countVitest('journeys'),
  chaos: () => countVitest('chaos'),
  soak: () => countVitest('soak'),
  browser: countPlaywright,
}
const needServers = ['journeys', 'chaos', 'soak', 'browser']

/**
 * What is done one after the other, and in lanes side by side: each lane keeps about one processor busy. The soak is alone,
 * because it asks how long people wait.
 */
const stages = [
  [['build', 'format', 'lint']],
  [
    ['types', 'journeys'],
    ['unit', 'chaos', 'browser'],
  ],
  [['soak']],
]

const asked = process.argv.slice(2)
const chosen = Object.keys(steps).filter((name) =>
  asked.includes('--fast') ? !needServers.includes(name) : asked.length === 0 || asked.includes(name),
)
const total: TestCounts = { passed: 0, failed: 0 }
process.env.WRANGLER_LOG ??= 'warn'
process.env.WRANGLER_SEND_METRICS ??= 'false'
for (const lanes of stages) {
  const built = await Promise.all(lanes.map((lane) => inTurn(lane.filter((name) => chosen.includes(name)))))
  if (built.includes(false)) break
  // The browser's service must not build again while the other lane runs.
  if (chosen.includes('build')) process.env.DEV_BUILT = '1'
}
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 ? 0 : 1

// False when there is nothing to try, because it could not be built.
async function inTurn(names: readonly string[]): Promise<boolean> {
  for (const name of names) {
    console.log(`\n── ${name}`)
    const started = Date.now()
    const { passed, failed } = await steps[name]!()
    total.passed += passed
    total.failed += failed
    console.log(`── ${name} ${failed === 0 ? 'is good' : 'FAILED'} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
    if (name === 'build' && failed > 0) return false
  }
  return true
}

async function checkTypes(): Promise<TestCounts> {
  // An empty file in place of .dev.vars: the types of the Worker's environment are the same on every machine.
  const generated = await run(['wrangler', 'types', '--env-file', '/dev/null'])
  const checked = await Promise.all(compilerSettings.map((settings) => run(['tsc', '-p', settings])))
  return generated && !checked.includes(false) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}
