import type { Context } from 'hono'
import { readTrial } from '../../../features/broadcasts/decide-test'
import type { Broadcast } from '../../../features/broadcasts/find'
import { trialOf } from '../../../features/broadcasts/judge-test'
import { broadcastNumbers } from '../../../features/broadcasts/numbers'
import { readSubjectTest } from '../../../features/broadcasts/subject-test'
import { readPossible } from '../../../features/broadcasts/where-it-is'
import { batch } from '../../../platform/batch'
import type { AdminEnv } from '../context'
import type { Ending } from './after-sending'

/** What is said of a letter at its end, and whether it can be sent again. */
export async function readEnding(c: Context<AdminEnv>, { id, status }: Broadcast): Promise<Ending> {
  const { db, clock } = c.var.app
  const numbers = await broadcastNumbers(db, id)
  const { possible, tests } = await batch(db, {
    possible: readPossible(db, id, clock.now()),
    tests: readSubjectTest(db, id),
  })
  const [can] = possible
  const [test] = tests
  const trial = test && (trialOf(test.trial) ?? (await readTrial(db, id)))
  return {
    status,
    numbers,
    test: test && trial ? { ...test, trial } : null,
    canBeRepeated: can?.canBeRepeated === true && !can.isRepeated,
  }
}
