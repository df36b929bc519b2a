import { sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'
import { log } from '../../platform/log'
import type { EmailProvider } from '../provider'
import type { Heartbeat } from './health'
import type { KeyProblem } from './schema'

/**
 * Checks once whether our key at the provider may list what it accepted, and stores the result with the name of the
 * key. When it may not, or no answer came, it checks again every quarter of an hour. A key that may only send is
 * reported in the log, on `/healthz` and, by the next tick, in an alert.
 */
export async function checkKey(
  db: Db,
  provider: Pick<EmailProvider, 'keyName' | 'listAccepted'>,
  heartbeat: Heartbeat | undefined,
  now: number,
): Promise<void> {
  if (!heartbeat) return
  const { keyName, keyProblem, watches } = heartbeat
  const isNew = keyName !== provider.keyName
  if (!isNew && !(keyProblem !== null && watches)) return
  const page = await provider.listAccepted(now, null)
  const problem: KeyProblem | null = page === 'may_only_send' ? page : page === null ? 'unknown' : null
  if (problem !== null) log('provider_key', { problem })
  const mustBeTold = problem === 'may_only_send' && (isNew || keyProblem !== problem)
  await db.run(sql`
    update outbox set key_name = ${provider.keyName}, key_problem = ${problem},
      watched_at = case when ${mustBeTold ? 1 : 0} then null else watched_at end
    where id = 1`)
}
