import type { Context } from 'hono'
import type { Broadcast } from '../../../features/broadcasts/find'
import { broadcastNumbers } from '../../../features/broadcasts/numbers'
import { readPossible } from '../../../features/broadcasts/where-it-is'
import type { AdminEnv } from '../context'
import type { Ending } from './after-sending'

/** What is said of a letter at its end, and whether it can be sent again. */
export async function readEnding(c: Context<AdminEnv>, { id, status }: Broadcast): Promise<Ending> {
  const { db, clock } = c.var.app
  const [numbers, [can]] = await Promise.all([broadcastNumbers(db, id), readPossible(db, id, clock.now())])
  return { status, numbers, canBeRepeated: can?.canBeRepeated === true && !can.isRepeated }
}
