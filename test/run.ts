/**
 * `npm test`: everything, what fails cheapest first, two steps at a time, summed in one closing line.
 * `npm run check` (`--fast`) leaves out what needs a server; names of steps as arguments choose those alone.
 */
import { countPlaywright, countVitest, run, runAsOneTest, type TestCounts } from './support/count-tests.ts'

const compilerSettings = ['tsconfig.json', 'tsconfig.node.json', 'tsconfig.browser.json', 'emails/tsconfig.json']

/** The journeys are the longest step by far; in parts they fill whatever time the others leave. */
const PARTS = 2
const journeys = Array.from({ length: PARTS }, (_, i) => `journeys ${i + 1}/${PARTS}`)

const steps: Record<string, (lane: number) => Promise<TestCounts>> = {
  build: async () => ({ passed: 0, failed: (await run(['npm', 'run', '--silent', 'build'])) ? 0 : 1 }),
  format: () => runAsOneTest(['biome', 'format', '.']),
  lint: () => runAsOneTest(['biome', 'check', '--formatter-enabled=false', '.']),
  types: checkTypes,
  unit: () => countVitest('unit'),
  ...Object.fromEntries(
    journeys.map((name, i) => [name, (lane) => countVitest('journeys', { part: `${i + 1}/${PARTS}`, lane })]),
  ),
  chaos: () => countVitest('chaos'),
  soak: () => countVitest('soak'),
  browser: countPlaywright,
}
const needServers = [...journeys, 'chaos', 'soak', 'browser']

/**
 * What is done one after the other; of a stage each lane takes the next step as soon as it is free, and keeps about one
 * processor busy. The soak is alone, because it asks how long people wait.
 */
const [first = '', second = '', ...others] = journeys
const stages = [
  { lanes: 1, names: ['build', 'format', 'lint'] },
  { lanes: 2, names: ['types', 'unit', first, 'chaos', second, 'browser', ...others] },
  { lanes: 1, names: ['soak'] },
]

const asked = process.argv.slice(2)
const chosen = Object.keys(steps).filter((name) =>
  asked.includes('--fast')
    ? !needServers.includes(name)
    : asked.length === 0 || asked.includes(name.replace(/ .*/, '')),
)
const total: TestCounts = { passed: 0, failed: 0 }
process.env.WRANGLER_LOG ??= 'warn'
process.env.WRANGLER_SEND_METRICS ??= 'false'
for (const { lanes, names } of stages) {
  const waiting = names.filter((name) => chosen.includes(name))
  const built = await Promise.all(Array.from({ length: lanes }, (_, lane) => takeFrom(waiting, lane)))
  if (built.includes(false)) break
  // The browser's service must not build again while the other lane runs.
  if (chosen.includes('build')) process.env.DEV_BUILT = '1'
}
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 ? 0 : 1

// False when there is nothing to try, because it could not be built.
async function takeFrom(waiting: string[], lane: number): Promise<boolean> {
  for (let name = waiting.shift(); name; name = waiting.shift()) {
    console.log(`\n── ${name}`)
    const started = Date.now()
    const { passed, failed } = await steps[name]!(lane)
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
