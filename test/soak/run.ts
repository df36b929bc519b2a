/** `npm run test:soak -- --minutes 10 --at-once 64`: the crowd of `npm test`, for as long as you like. */
import { parseArgs } from 'node:util'
import { sayTimes, soak } from './soak.ts'

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, 'at-once': { type: 'string', default: '64' } },
})
const [minutes, atOnce] = [Number(values.minutes), Number(values['at-once'])]
console.log(`${atOnce} at once for ${minutes} minutes, beside a busy processor.`)
const { seen, faults } = await soak({ atOnce, ms: minutes * 60_000 })
console.log(`${seen.signedUp.length} signed up, ${seen.confirmed.length} confirmed, ${seen.hours.size} set their hour`)
console.log(`${seen.letters.length} letters, ${seen.reports} reports`)
console.log(sayTimes(seen.took))
console.log(faults.length === 0 ? 'Nothing was lost, nothing came twice, nothing was refused.' : faults.join('\n'))
process.exit(faults.length === 0 ? 0 : 1)
