import { sql } from 'drizzle-orm'
import { tagOf } from './keys'
import type { FrozenLetter } from './letter'
import type { Result, Ticket } from './record'
import type { Office } from './send'
import { close } from './settle'

const ASK_AGAIN_MS = 15 * 60_000

/** Looking through the provider's list takes longer than sending, and nobody else should begin it meanwhile. */
const ASKING_TAKES_MS = 10 * 60_000

/**
 * Settles a batch whose key the provider has forgotten: letters it has, by webhook or by its own list, are sent; the
 * others surely are not and return to the outbox. When the provider cannot be asked, nothing moves.
 */
export async function settleDoubt(
  { db, clock, postman }: Pick<Office, 'db' | 'clock' | 'postman'>,
  ticket: Ticket,
  letters: readonly Pick<FrozenLetter, 'id' | 'key' | 'to'>[],
): Promise<Result> {
  const mine = sql`id = ${ticket.id} and lease = ${ticket.lease} and settled_at is null`
  const [, claimed] = await db.batch([
    db.run(sql`update batches set lease_until = ${clock.now() + ASKING_TAKES_MS} where ${mine}`),
    db.all<{ id: number }>(sql`select id from deliveries where batch_id = ${ticket.id} and status = 'claimed'`),
  ])
  const unheardOf = new Set(claimed.map(({ id }) => id))
  const tags = new Map(letters.filter(({ id }) => unheardOf.has(id)).map(({ key, to }) => [tagOf(key), to]))
  const accepted = tags.size === 0 ? new Map() : await postman.findAccepted(tags, ticket.doubtSince ?? 0)
  const now = clock.now()
  if (!accepted) {
    await db.run(sql`
      update batches set lease = null, lease_until = null, next_try_at = ${now + ASK_AGAIN_MS}, problem = 'in_doubt' where ${mine}`)
    return { result: 'try_again', afterMs: ASK_AGAIN_MS, reason: 'in_doubt' }
  }
  const missing = letters.filter(({ id, key }) => unheardOf.has(id) && !accepted.has(tagOf(key)))
  const sent = letters
    .filter((letter) => !missing.includes(letter))
    .map(({ id, key }) => [id, accepted.get(tagOf(key)) ?? null] as const)
  await db.batch([
    db.run(sql`
      update deliveries set status = 'queued', batch_id = null
      where id in (select value from json_each(${JSON.stringify(missing.map(({ id }) => id))})) and status = 'claimed'
        and batch_id = ${ticket.id} and exists (select 1 from batches where ${mine})`),
    ...close(db, now, ticket, sent, [], { only: mine }),
  ])
  return { result: 'settled', accepted: sent.length, refused: 0 }
}
