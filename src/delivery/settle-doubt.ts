import { sql } from 'drizzle-orm'
import type { Frozen } from './freeze'
import { tagOf } from './keys'
import { type Result, settle, type Ticket } from './record'
import type { Office } from './send'

const ASK_AGAIN_MS = 15 * 60_000

/**
 * Settles a batch whose key the provider has forgotten: letters it has, by webhook or by its own list, are sent; the
 * others surely are not and return to the outbox. When the provider cannot be asked, nothing moves.
 */
export async function settleDoubt(
  { db, clock, postman }: Pick<Office, 'db' | 'clock' | 'postman'>,
  ticket: Ticket,
  frozen: Frozen,
): Promise<Result> {
  const tags = new Map(frozen.letters.map(({ key, to }) => [tagOf(key), to]))
  const accepted = await postman.findAccepted(tags, ticket.doubtSince ?? 0)
  const now = clock.now()
  if (!accepted) {
    await db.run(sql`
      update batches set lease = null, lease_until = null, next_try_at = ${now + ASK_AGAIN_MS}, problem = 'in_doubt'
      where id = ${ticket.id} and lease = ${ticket.lease}`)
    return { result: 'try_again', afterMs: ASK_AGAIN_MS, reason: 'in_doubt' }
  }
  const arrived = frozen.letters.filter(({ key }) => accepted.has(tagOf(key)))
  const missing = JSON.stringify(frozen.letters.filter(({ key }) => !accepted.has(tagOf(key))).map(({ id }) => id))
  await db.run(sql`
    update deliveries set status = 'queued', batch_id = null
    where id in (select value from json_each(${missing})) and status = 'claimed' and batch_id = ${ticket.id}
      and exists (select 1 from batches where id = ${ticket.id} and lease = ${ticket.lease} and settled_at is null)`)
  const ids = arrived.map(({ key }) => accepted.get(tagOf(key)) ?? null)
  return settle(db, now, ticket, { ...frozen, letters: arrived }, ids, new Map())
}
