import { type SQL, sql } from 'drizzle-orm'
import { batch } from '../../platform/batch'
import { type Db, isAboutData } from '../../platform/db'
import { recordFaults } from '../../platform/faults'
import { isolate } from '../../platform/isolate'
import type { SendOutcome } from '../provider'
import type { BatchLease, BatchResult } from './batch-lease'
import { countSent } from './count-letters'
import { noteDailyQuota } from './daily-quota'
import type { Frozen } from './freeze'

type Sent = readonly [id: number, providerId: string | null, key: string]
type Refused = readonly [id: number, reason: string, key: string]

/** Marks what was accepted of a batch as sent and what was refused as failed, and closes it. */
export async function settle(
  db: Db,
  now: number,
  batchLease: BatchLease,
  frozen: Frozen,
  { ids, refused, countsDay }: Omit<SendOutcome & { outcome: 'accepted' }, 'outcome'>,
): Promise<BatchResult> {
  const sent = frozen.letters.flatMap((letter, i) =>
    refused.has(i) ? [] : [[letter.id, ids[i] ?? null, letter.key] as const],
  )
  const failed = frozen.letters.flatMap((letter, i) => {
    const reason = refused.get(i)
    return reason === undefined ? [] : [[letter.id, reason, letter.key] as const]
  })
  const lateMs = lateness(frozen, now)
  try {
    await batch(db, {
      closed: close(db, now, batchLease, sent, failed, { lateMs }),
      counted: noteDailyQuota(db, countsDay, now),
    })
  } catch (error) {
    if (!isAboutData(error)) throw error
    await closeInParts(db, now, batchLease, sent, failed, lateMs)
  }
  return { result: 'settled', accepted: sent.length, refused: failed.length }
}

// A delivery that cannot be marked is left and counted; the batch was accepted and is closed.
async function closeInParts(
  db: Db,
  now: number,
  batchLease: BatchLease,
  sent: readonly Sent[],
  failed: readonly Refused[],
  lateMs: number | null,
): Promise<void> {
  const unmarked = [
    ...(await isolate(sent, (some) => batch(db, { marked: markSent(db, batchLease.kind, some, now) }))),
    ...(await isolate(failed, (some) => markFailed(db, some, now))),
  ]
  const faults = unmarked.map(({ item: [id], problem }) => ({ code: 'letter', subject: id, problem }) as const)
  const refused = failed.length
  await batch(db, {
    closed: closeBatch(db, now, batchLease, { accepted: sent.length, refused, lateMs }),
    counted: recordFaults(db, faults, now),
  })
}

/**
 * The statements that mark what was accepted as sent and what was refused as failed, and close the batch. These are
 * facts, so they do not depend on the lease; `only` is a condition for closing, `lateMs` how late it left. The frozen
 * content is not needed any more, so it is emptied, with the addresses in it.
 */
export function close(
  db: Db,
  now: number,
  { id, kind }: BatchLease,
  sent: readonly Sent[],
  failed: readonly Refused[],
  { only = sql`true`, lateMs = null }: { only?: SQL; lateMs?: number | null } = {},
) {
  const [accepted, refused] = [sent.length, failed.length]
  return [
    ...(accepted > 0 ? markSent(db, kind, sent, now) : []),
    ...(refused > 0 ? [markFailed(db, failed, now)] : []),
    closeBatch(db, now, { id }, { accepted, refused, only, lateMs }),
  ]
}

type Closing = { accepted: number; refused: number; only?: SQL; lateMs: number | null }

function closeBatch(
  db: Db,
  now: number,
  { id }: Pick<BatchLease, 'id'>,
  { accepted, refused, only = sql`true`, lateMs }: Closing,
) {
  return db.run(sql`
    update batches set settled_at = ${now}, late_ms = ${lateMs}, accepted = ${accepted}, refused = refused + ${refused},
      lease = null, lease_until = null, problem = null, frozen = ''
    where id = ${id} and settled_at is null and ${only}`)
}

// An id may come again when its row was deleted, so the key is compared as well.
function markSent(db: Db, kind: string, sent: readonly Sent[], now: number) {
  const list = JSON.stringify(sent)
  return [
    ...countSent(db, kind, list),
    db.run(sql`
      update deliveries set provider_id = coalesce(provider_id, j.value ->> 1), sent_at = coalesce(sent_at, ${now}),
        status = case status when 'claimed' then 'sent' else status end
      from json_each(${list}) j where deliveries.id = j.value ->> 0 and dedupe_key = j.value ->> 2`),
  ]
}

function markFailed(db: Db, failed: readonly Refused[], now: number) {
  return db.run(sql`
    update deliveries set status = 'failed', failed_at = ${now}, problem = j.value ->> 1
    from json_each(${JSON.stringify(failed)}) j
    where deliveries.id = j.value ->> 0 and dedupe_key = j.value ->> 2 and status = 'claimed'`)
}

// The 95th percentile of how late the letters of a batch left.
function lateness({ letters }: Frozen, now: number): number | null {
  const late = letters.map(({ dueAt }) => Math.max(0, now - dueAt)).sort((a, b) => a - b)
  return late[Math.ceil(late.length * 0.95) - 1] ?? null
}
