import { audience } from './lines/audience.ts'
import { broadcast } from './lines/broadcast.ts'
import { floor } from './lines/floor.ts'
import { lessons } from './lines/lessons.ts'
import { pace } from './lines/pace.ts'
import { report } from './lines/report.ts'
import { signUp } from './lines/sign-up.ts'
import { size } from './lines/size.ts'
import { wave } from './lines/wave.ts'
import { webhooks } from './lines/webhooks.ts'
import { zones } from './lines/zones.ts'
import type { Line, Row } from './support/report.ts'
import { saveResults } from './support/results.ts'
import { printTable } from './support/table.ts'

/** The lines of the bench, in the order they run: later ones stand beside earlier ones. */
const lines: Record<string, Line> = {
  audience,
  report,
  broadcast,
  floor,
  pace,
  lessons,
  zones,
  wave,
  'sign-up': signUp,
  webhooks,
  size,
}

const quick = process.argv.includes('--quick')
const named = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const unknown = named.filter((name) => !(name in lines))
if (unknown.length > 0) {
  console.error(`There is no line called ${unknown.join(', ')}. There are: ${Object.keys(lines).join(', ')}.`)
  process.exit(1)
}

const seen = new Map<string, number>()
const measured: Record<string, Row[]> = {}
for (const [name, line] of Object.entries(lines)) {
  if (named.length > 0 && !named.includes(name)) continue
  const say = (sentence: string) => console.error(`… ${name}: ${sentence}`)
  measured[name] = await line({ quick, say, seen }).catch((error: Error) => {
    process.exitCode = 1
    return [{ what: `did not come to its end: ${error.message.split('\n')[0]}`, value: 0, unit: '' }]
  })
  for (const row of measured[name]) console.error(`    ${row.what}: ${row.value.toPrecision(3)} ${row.unit}`)
}
const file = saveResults(measured, { quick, whole: named.length === 0 })
printTable(measured)
console.log(`\nKept in ${file}.`)
process.exit()
