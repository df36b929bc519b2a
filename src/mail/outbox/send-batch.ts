import { sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'
import { recordFaults } from '../../platform/faults'
import { newKey } from '../../platform/ids'
import type { Letter } from '../provider'
import type { BatchLease, BatchResult } from './batch-lease'
import type { Frozen } from './freeze'
import { freezeBatch } from './freeze-batch'
import { KEY_TRUSTED_MS } from './keys'
import { leaseBatch } from './lease'
import type { DueLetter } from './letter-kind'
import type { Mailer } from './mailer'
import { record } from './record-outcome'
import type { Kind } from './schema'
import { settleDoubt } from './settle-doubt'
import { findTemplateContent } from './template-content'
import { writeWhatFits } from './write-letters'

/**
 * Sends one batch and records what became of it. Safe to call any number of times and by several at once: the lease
 * lets one through, the frozen content and its key make a second request the same as the first. Throws when the
 * database is away, and when the data of the batch cannot be read (`isolateBatch` then finds what is at fault).
 */
export async function sendBatch(mailer: Mailer, mail: { id: string; kind: Kind }): Promise<BatchResult> {
  const { db, clock, signer } = mailer
  const letterKind = Object.hasOwn(mailer.kinds, mail.kind) ? mailer.kinds[mail.kind] : undefined
  if (!letterKind) throw new Error(`Nobody writes letters of the kind ${mail.kind}`)
  const lease = newKey()
  const leased = await leaseBatch(db, letterKind, mail.id, lease, clock.now())
  if (!leased) return { result: 'nothing_to_do' }
  const batchLease = { ...mail, lease, attempts: leased.attempts, doubtSince: leased.doubtSince }
  if (leased.frozen === null) {
    const ready = await freezeBatch(mailer, letterKind, batchLease, leased)
    if (ready === 'changed') return { result: 'try_again', afterMs: 1000 }
    if (ready === 'empty') return { result: 'settled', accepted: 0, refused: 0 }
    return await sendFrozen(mailer, batchLease, ready.frozen, ready.letters)
  }
  const frozen = readFrozen(leased.frozen)
  if (!frozen) {
    await recordFaults(db, [{ code: 'batch', subject: mail.id, problem: 'frozen content unreadable' }], clock.now())
    const rows = await letterKind.load(db, mail.id, sql`true`)
    return await settleDoubt(mailer, batchLease, rows.map(inDoubt))
  }
  if (leased.doubtSince !== null && clock.now() - leased.doubtSince > KEY_TRUSTED_MS) {
    return await settleDoubt(mailer, batchLease, frozen.letters)
  }
  const content = await findTemplateContent(db, frozen.templates, new Map())
  // Without the content the letter cannot be repeated: the provider is asked whether it has it.
  if (!frozen.templates.every((hash) => content.has(hash))) return await settleDoubt(mailer, batchLease, frozen.letters)
  const { letters, problems } = writeWhatFits(letterKind, frozen, content, signer)
  return problems.size > 0
    ? await thaw(db, batchLease, clock.now())
    : await sendFrozen(mailer, batchLease, frozen, letters)
}

/**
 * Discards the frozen content of a batch that cannot be filled, as earlier versions could freeze it: no request was
 * ever made with it, so it is written again, and what cannot be filled fails alone.
 */
async function thaw(db: Db, { id, lease }: BatchLease, now: number): Promise<BatchResult> {
  await db.run(sql`
    update batches set frozen = null, doubt_since = null, lease = null, lease_until = null, next_try_at = ${now}
    where id = ${id} and lease = ${lease} and settled_at is null`)
  return { result: 'try_again', afterMs: 1000, reason: 'cannot_be_filled' }
}

async function sendFrozen({ db, clock, provider }: Mailer, batchLease: BatchLease, frozen: Frozen, letters: Letter[]) {
  const outcome = await provider.send(letters, frozen.key)
  return await record(db, clock.now(), batchLease, frozen, outcome)
}

// Written by this service, but a database may be edited manually.
function readFrozen(text: string): Frozen | null {
  try {
    const frozen: Frozen | null = JSON.parse(text)
    return frozen && Array.isArray(frozen.letters) && Array.isArray(frozen.templates) ? frozen : null
  } catch {
    return null
  }
}

const inDoubt = ({ id, dedupeKey: key, email: to }: DueLetter) => ({ id, key, to })
