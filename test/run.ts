/**
 * `npm test`: everything, what fails cheapest first, journeys beside chaos and browser, summed in one closing line.
 * `npm run check` (`--fast`) leaves out what needs a server; names of steps as arguments choose those alone.
 */
import { countPlaywright, countVitest, run, runAsOneTest, type TestCounts } from './support/count-tests.ts'

const compilerSettings = ['tsconfig.json', 'tsconfig.node.json', 'tsconfig.browser.json', 'emails/tsconfig.json']

const steps: Record<string, () => Promise<TestCounts>> = {
  build: async () => ({ passed: 0, failed: (await run(['npm', 'run', '--silent', 'build'])) ? 0 : 1 }),
  format: () => runAsOneTest(['biome', 'format', '.']),
  lint: () => runAsOneTest(['biome', 'check', '--formatter-enabled=false', '.']),
  types: () =>
    // An empty file in place of .dev.vars: the types of the Worker's environment are the same on every machine.
    runAsOneTest(
      ['wrangler', 'types', '--env-file', '/dev/null'],
      ...compilerSettings.map((settings) => ['tsc', '-p', settings]),
    ),
  unit: () => countVitest('unit'),
  journeys: () => countVitest('journeys'),
  chaos: () => countVitest('chaos'),
  soak: () => countVitest('soak'),
  browser: countPlaywright,
}
const needServers = ['journeys', 'chaos', 'soak', 'browser']

const asked = process.argv.slice(2)
const chosen = Object.entries(steps).filter(([name]) =>
  asked.includes('--fast') ? !needServers.includes(name) : asked.length === 0 || asked.includes(name),
)

/** Steps with servers of their own that run side by side: each lane keeps about one processor busy. */
const lanes = [['journeys'], ['chaos', 'browser']]

const total: TestCounts = { passed: 0, failed: 0 }
process.env.WRANGLER_LOG ??= 'warn'
process.env.WRANGLER_SEND_METRICS ??= 'false'
const [before, together, after] = [
  chosen.filter(([name]) => !needServers.includes(name)),
  lanes.map((lane) => chosen.filter(([name]) => lane.includes(name))),
  chosen.filter(([name]) => needServers.includes(name) && !lanes.flat().includes(name)),
]
if (await inTurn(before)) {
  // The browser's service must not build again while the other lane runs.
  if (chosen.some(([name]) => name === 'build')) process.env.DEV_BUILT = '1'
  await Promise.all(together.map(inTurn))
  await inTurn(after)
}
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 ? 0 : 1

// False when there is nothing to try, because it could not be built.
async function inTurn(some: typeof chosen): Promise<boolean> {
  for (const [name, step] of some) {
    console.log(`\n── ${name}`)
    const started = Date.now()
    const { passed, failed } = await step()
    total.passed += passed
    total.failed += failed
    console.log(`── ${name} ${failed === 0 ? 'is good' : 'FAILED'} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
    if (name === 'build' && failed > 0) return false
  }
  return true
}
