/** `npm run test:chaos -- --runs N [--seed S]`: schedules in any order, as many as asked for; says its seed first. */
import { parseArgs } from 'node:util'
import { run } from '../support/count-tests.ts'

const { values } = parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' } } })
const runs = values.runs ?? '500'
const seed = values.seed ?? String(Math.floor(Math.random() * 2 ** 31))

const again = `npm run test:chaos -- --runs ${runs} --seed ${seed}`
console.log(`${runs} schedules from seed ${seed}. The same ones again: ${again}`)
const good = await run(['vitest', 'run', '--project', 'chaos', 'test/chaos/any-order.test.ts'], {
  env: { CHAOS_RUNS: runs, CHAOS_SEED: seed, CHAOS_SHRINK: '1' },
})
console.log(good ? `All ${runs} are good.` : `Something broke. ${again}`)
process.exitCode = good ? 0 : 1
