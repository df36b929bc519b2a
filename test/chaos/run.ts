/**
 * `npm run test:chaos -- --runs N [--seed S]`: properties of the unit tests, schedules in any order and corrupted rows, from
 * a seed that `npm test` does not use, which it prints first; and every point in every mode.
 */
import { parseArgs } from 'node:util'
import { run } from '../support/count-tests.ts'

const { values } = parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' } } })
const runs = values.runs ?? '500'
const seed = values.seed ?? String(Math.floor(Math.random() * 2 ** 31))

const again = `npm run test:chaos -- --runs ${runs} --seed ${seed}`
console.log(`${runs} schedules and rows from seed ${seed}. The same ones again: ${again}`)
const env = { TEST_SEED: seed, CHAOS_RUNS: runs, CHAOS_SEED: seed, CHAOS_SHRINK: '1', CHAOS_ALL_MODES: '1' }
const good =
  (await run(['vitest', 'run', '--project', 'unit'], { env })) &&
  (await run(['vitest', 'run', '--project', 'chaos', 'test/chaos/any-', 'test/chaos/every-'], { env }))
console.log(good ? 'All are good.' : `Something broke. ${again}`)
process.exitCode = good ? 0 : 1
