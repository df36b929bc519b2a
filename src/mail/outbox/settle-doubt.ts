import { sql } from 'drizzle-orm'
import { batch } from '../../platform/batch'
import { int } from '../../platform/columns'
import { type Fault, recordFaults } from '../../platform/faults'
import { select } from '../../platform/query'
import type { Found, Unsaid } from '../provider'
import type { BatchLease, BatchResult } from './batch-lease'
import { tagOf } from './keys'
import type { FrozenLetter } from './letter'
import type { Mailer } from './mailer'
import { close } from './settle'

const ASK_AGAIN_MS = 15 * 60_000

/** A doubt that the provider can never settle ends this long after it began: two days without an event. */
const GIVE_UP_AFTER_MS = 48 * 3_600_000

/** Reading the provider's list takes longer than sending, and no other sender should begin it meanwhile. */
const ASKING_TAKES_MS = 10 * 60_000

/**
 * Settles a batch whose key the provider has forgotten: letters it has, by webhook or by its own list, are sent; the
 * others certainly are not and are released. While the provider does not answer, nothing moves. What it can never
 * answer fails after two days, so that it is seen and does not block what comes after it (decision 22).
 */
export async function settleDoubt(
  { db, clock, provider }: Pick<Mailer, 'db' | 'clock' | 'provider'>,
  batchLease: BatchLease,
  letters: readonly Pick<FrozenLetter, 'id' | 'key' | 'to'>[],
): Promise<BatchResult> {
  const mine = sql`id = ${batchLease.id} and lease = ${batchLease.lease} and settled_at is null`
  const { claimed } = await batch(db, {
    held: db.run(sql`update batches set lease_until = ${clock.now() + ASKING_TAKES_MS} where ${mine}`),
    claimed: select(db, { id: int }, sql`from deliveries where batch_id = ${batchLease.id} and status = 'claimed'`),
  })
  const unheardOf = new Set(claimed.map(({ id }) => id))
  const tags = new Map(letters.filter(({ id }) => unheardOf.has(id)).map(({ key, to }) => [tagOf(key), to]))
  const found =
    tags.size === 0 ? { ids: new Map(), unreadable: [] } : await provider.findAccepted(tags, batchLease.doubtSince ?? 0)
  const now = clock.now()
  const sure = found !== null && typeof found !== 'string' && found.unreadable.length === 0
  const faults = faultsOf(found, batchLease.id)
  const giveUp = found !== null && !sure && now - (batchLease.doubtSince ?? now) > GIVE_UP_AFTER_MS
  if (!sure && !giveUp) {
    await batch(db, {
      letGo: db.run(sql`
        update batches set lease = null, lease_until = null, next_try_at = ${now + ASK_AGAIN_MS}, problem = 'in_doubt' where ${mine}`),
      counted: faults.length > 0 ? [recordFaults(db, faults, now)] : [],
    })
    return { result: 'try_again', afterMs: ASK_AGAIN_MS, reason: 'in_doubt' }
  }
  const accepted: ReadonlyMap<string, string> = found === null || typeof found === 'string' ? new Map() : found.ids
  const missing = letters.filter(({ id, key }) => unheardOf.has(id) && !accepted.has(tagOf(key)))
  const lost = giveUp ? missing.map(({ id, key }) => [id, 'in_doubt', key] as const) : []
  const sent = letters
    .filter((letter) => !missing.includes(letter))
    .map(({ id, key }) => [id, accepted.get(tagOf(key)) ?? null, key] as const)
  await batch(db, {
    givenBack: db.run(sql`
      update deliveries set status = 'queued', batch_id = null
      where id in (select value from json_each(${JSON.stringify(giveUp ? [] : missing.map(({ id }) => id))})) and status = 'claimed'
        and batch_id = ${batchLease.id} and exists (select 1 from batches where ${mine})`),
    closed: close(db, now, batchLease, sent, lost, { only: mine }),
    counted: faults.length > 0 ? [recordFaults(db, faults, now)] : [],
  })
  return { result: 'settled', accepted: sent.length, refused: lost.length }
}

function faultsOf(found: Found | Unsaid | null, batchId: string): Fault[] {
  if (found === null) return []
  if (typeof found === 'string') return [{ code: 'batch', subject: batchId, problem: `in doubt: ${found}` }]
  return found.unreadable.map((subject) => ({ code: 'provider_item', subject, problem: 'unreadable' }))
}
