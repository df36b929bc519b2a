import { readConfig } from '../src/platform/config.ts'
import { build, rebuildOnChange } from './dev/build.ts'
import { chooseSettings } from './dev/choose-settings.ts'
import { openDatabase } from './dev/database.ts'
import { openInbox } from './dev/inbox.ts'
import { type Plan, readPlan, refuseTakenPorts } from './dev/plan.ts'
import { holdProcesses, type Processes } from './dev/processes.ts'
import { tickEveryMinute } from './dev/tick.ts'
import { startWorker } from './dev/worker.ts'
import { readDevVars } from './support/dev-vars.ts'

const processes = holdProcesses()
try {
  await startDev(readPlan(process.env, readDevVars()), processes)
} catch (error) {
  await processes.end(1, error instanceof Error ? error.message : String(error))
}

/** `npm run dev`: the whole service on this machine, until Ctrl-C. */
async function startDev(plan: Plan, processes: Processes) {
  await refuseTakenPorts(plan)
  readConfig(chooseSettings(plan, plan.given.LIBSQL_URL ?? `http://127.0.0.1:${plan.databasePort}`))
  if (process.env.DEV_BUILT !== '1') {
    console.log('Building letters and pages …')
    await build(processes.ending)
  }

  const database = await openDatabase(plan, processes)
  const settings = chooseSettings(plan, database)
  if (plan.emulate) processes.atEnd(await openInbox(plan.inboxPort, settings.FROM_EMAIL))
  await startWorker({ plan, settings, processes })
  if (plan.tick) processes.atEnd(tickEveryMinute(plan.port))
  rebuildOnChange(processes.ending)
  console.log(welcome(plan, settings.PUBLIC_URL ?? ''))
}

function welcome({ emulate, inboxPort, tick, dataName }: Plan, site: string) {
  return [
    '',
    `  site    ${site}`,
    `  desk    ${site}/admin/sign-in/development (signs in as the practitioner at once)`,
    ...(emulate ? [`  inbox   http://localhost:${inboxPort}/inbox`] : []),
    `  data    ${dataName} (delete it to begin anew; the Worker's log is in it)`,
    '',
    `  The clock ${tick ? 'ticks once a minute' : 'does not tick by itself'}. Ctrl-C ends everything.`,
    '',
  ].join('\n')
}
