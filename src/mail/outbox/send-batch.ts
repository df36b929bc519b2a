import { sql } from 'drizzle-orm'
import { batch } from '../../platform/batch'
import type { Clock } from '../../platform/clock'
import type { Db } from '../../platform/db'
import { type Fault, recordFaults } from '../../platform/faults'
import { newKey } from '../../platform/ids'
import type { Signer } from '../../platform/tokens'
import type { EmailProvider, Letter } from '../provider'
import type { Recipients } from '../recipients'
import { type Frozen, freeze, type LetterKind, type LetterKinds, type Row, type Unfit } from './freeze'
import { type LeasedBatch, leaseBatch } from './lease'
import type { Sender } from './letter'
import { type BatchLease, type Result, record } from './record-outcome'
import type { Kind } from './schema'
import { settleDoubt } from './settle-doubt'
import { areStored, findTemplateContent, storeTemplateContent } from './template-content'
import { writeLetters, writeWhatFits } from './write-letters'

/** What sending needs from the world. */
export type Mailer = {
  db: Db
  clock: Clock
  provider: EmailProvider
  signer: Signer
  sender: Sender
  kinds: LetterKinds
  recipients: Recipients
  /** Hashes of templates that the database of these settings was seen to have. */
  seenStored: Set<string>
}

/**
 * The provider forgets a key after 24 hours (resend.com/docs/dashboard/emails/idempotency-keys); we stop trusting it
 * before.
 */
const KEY_TRUSTED_MS = 23 * 3_600_000

/**
 * Sends one batch and records what became of it. Safe to call any number of times and by several at once: the lease
 * lets one through, the frozen content and its key make a second request the same as the first. Throws when the
 * database is away, and when the data of the batch cannot be read (`isolateBatch` then finds what is at fault).
 */
export async function sendBatch(mailer: Mailer, mail: { id: string; kind: Kind }): Promise<Result> {
  const { db, clock, signer } = mailer
  const letterKind = Object.hasOwn(mailer.kinds, mail.kind) ? mailer.kinds[mail.kind] : undefined
  if (!letterKind) throw new Error(`Nobody writes letters of the kind ${mail.kind}`)
  const lease = newKey()
  const leased = await leaseBatch(db, letterKind, mail.id, lease, clock.now())
  if (!leased) return { result: 'nothing_to_do' }
  const batchLease = { ...mail, lease, attempts: leased.attempts, doubtSince: leased.doubtSince }
  if (leased.frozen === null) {
    const ready = await freezeNow(mailer, letterKind, batchLease, leased)
    if (ready === 'changed') return { result: 'try_again', afterMs: 1000 }
    if (ready === 'empty') return { result: 'settled', accepted: 0, refused: 0 }
    return await sendFrozen(mailer, batchLease, ready.frozen, ready.letters)
  }
  const frozen = readFrozen(leased.frozen)
  if (!frozen) {
    await recordFaults(db, [{ code: 'batch', subject: mail.id, problem: 'frozen content unreadable' }], clock.now())
    return await settleDoubt(mailer, batchLease, leased.rows.map(inDoubt))
  }
  if (leased.doubtSince !== null && clock.now() - leased.doubtSince > KEY_TRUSTED_MS) {
    return await settleDoubt(mailer, batchLease, frozen.letters)
  }
  const content = await findTemplateContent(db, frozen.templates, new Map())
  return await sendFrozen(mailer, batchLease, frozen, writeLetters(mail.kind, frozen, content, signer))
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

const inDoubt = ({ id, dedupeKey: key, email: to }: Row) => ({ id, key, to })

/**
 * Writes down what will be sent before anything is sent. If a letter was recalled since the rows were read, nothing is
 * frozen and the batch is released for another try. A delivery that cannot become a letter fails alone and is counted.
 */
async function freezeNow(
  mailer: Mailer,
  letterKind: LetterKind,
  { id, kind, lease }: BatchLease,
  leased: LeasedBatch,
): Promise<{ frozen: Frozen; letters: Letter[] } | 'changed' | 'empty'> {
  const { db, clock, sender, signer, seenStored } = mailer
  const now = clock.now()
  const drafted = freeze(letterKind, leased.rows, sender, signer)
  const content = await findTemplateContent(db, drafted.frozen.templates, drafted.content)
  const { frozen, letters, problems } = writeWhatFits(kind, drafted.frozen, content, signer)
  const unfit = [...drafted.unfit, ...unfilled(leased.rows, problems)]
  const read = JSON.stringify(leased.rows.map((row) => row.id))
  const unchanged = sql`(select count(*) from deliveries where batch_id = ${id} and status = 'claimed') = ${letters.length}`
  const mine = sql`id = ${id} and lease = ${lease} and settled_at is null and frozen is null`
  const empty = letters.length === 0
  const closed = sql`settled_at = ${now}, lease = null, lease_until = null`
  const failUnfit = db.run(sql`
    update deliveries set status = 'failed', failed_at = ${now}, problem = j.value ->> 1
    from json_each(${JSON.stringify(unfit.map((one) => [one.id, one.problem]))}) j where deliveries.id = j.value ->> 0 and status = 'claimed' and batch_id = ${id}
      and exists (select 1 from batches where ${mine})`)
  const unstored = new Map([...drafted.content].filter(([hash]) => !seenStored.has(hash)))
  const used = [...new Set(frozen.letters.map(({ template }) => frozen.templates[template] ?? ''))]
  const { lost, done } = await batch(db, {
    ...(unfit.length > 0 ? { failed: failUnfit, counted: recordFaults(db, faultsOf(unfit), now) } : {}),
    ...(unstored.size > 0 ? { content: storeTemplateContent(db, unstored, now) } : {}),
    done: db.all(sql`
      update batches set refused = refused + ${unfit.length},
        ${empty ? closed : sql`frozen = ${JSON.stringify(frozen)}, doubt_since = ${now}`}
      where ${mine} and ${unchanged} and ${areStored(used)} returning id`),
    // Only when nothing was frozen: then a row without a recipient may be the reason.
    lost: db.all<{ id: number }>(sql`
      update deliveries set status = 'failed', failed_at = ${now}, problem = 'no_recipient'
      where exists (select 1 from batches where ${mine}) and batch_id = ${id} and status = 'claimed'
        and id not in (select value from json_each(${read})) returning id`),
    let: db.run(sql`update batches set lease = null, lease_until = null, next_try_at = ${now} where ${mine}`),
  })
  if (lost.length > 0) await recordFaults(db, lost.map(faultOf), now)
  if (done.length === 0) {
    seenStored.clear() // the database may have been restored from before
    return 'changed'
  }
  for (const hash of drafted.content.keys()) seenStored.add(hash)
  return empty ? 'empty' : { frozen, letters }
}

function unfilled(rows: readonly Row[], problems: ReadonlyMap<number, string>): Unfit[] {
  return rows.flatMap(({ id, template }) => {
    const problem = problems.get(id)
    return problem === undefined ? [] : [{ id, template, problem }]
  })
}

// A delivery without a recipient can be read by no letter kind.
const faultOf = ({ id }: { id: number }): Fault => ({ code: 'letter', subject: id, problem: 'no_recipient' })

// One fault a template, not one a reader: a broadcast may have a hundred thousand.
function faultsOf(unfit: readonly Unfit[]): Fault[] {
  const byTemplate = new Map(unfit.map(({ template, problem }) => [template, problem]))
  return [...byTemplate].map(([subject, problem]) => ({ code: 'template', subject, problem }))
}
