import { sql } from 'drizzle-orm'
import type { Clock } from '../platform/clock'
import type { Db } from '../platform/db'
import { newKey } from '../platform/ids'
import type { Postman } from '../platform/mail'
import type { Signer } from '../platform/tokens'
import { type Composer, type Composers, type Frozen, freeze } from './freeze'
import type { Sender } from './letter'
import { type Result, record, type Ticket } from './record'
import type { Kind } from './schema'
import { settleDoubt } from './settle-doubt'
import { type Held, take } from './take'
import { findWords, keepWords, type Words } from './words'
import { writeLetters } from './write-letters'

/** What sending needs from the world. */
export type Office = { db: Db; clock: Clock; postman: Postman; signer: Signer; sender: Sender; composers: Composers }

/** The provider forgets a key after 24 hours (resend.com/docs/dashboard/emails/idempotency-keys); we stop trusting it before. */
const KEY_TRUSTED_MS = 23 * 3_600_000

/**
 * Sends one batch and records what became of it. Safe to call any number of times and by several at once: the lease lets
 * one through, the frozen content and its key make a second request the same as the first.
 */
export async function sendBatch(office: Office, batch: { id: string; kind: Kind }): Promise<Result> {
  const { db, clock } = office
  const composer = office.composers[batch.kind]
  if (!composer) throw new Error(`Nobody writes letters of the kind ${batch.kind}`)
  const lease = newKey()
  const held = await take(db, composer, batch.id, lease, clock.now())
  if (!held) return { result: 'nothing_to_do' }
  const ticket = { ...batch, lease, attempts: held.attempts, doubtSince: held.doubtSince }
  if (held.frozen && held.doubtSince !== null && clock.now() - held.doubtSince > KEY_TRUSTED_MS) {
    return settleDoubt(office, ticket, JSON.parse(held.frozen))
  }
  const ready = held.frozen ? thaw(held.frozen) : await freezeNow(office, composer, ticket, held)
  if (ready === 'changed') return { result: 'try_again', afterMs: 1000 }
  if (ready === 'empty') return { result: 'settled', accepted: 0, refused: 0 }
  const words = await findWords(db, ready.frozen.templates, ready.words)
  const letters = writeLetters(batch.kind, ready.frozen, words, office.signer)
  const outcome = await office.postman.send(letters, ready.frozen.key)
  return record(db, clock.now(), ticket, ready.frozen, outcome)
}

type Ready = { frozen: Frozen; words: Words }

function thaw(text: string): Ready {
  return { frozen: JSON.parse(text), words: new Map() }
}

/**
 * Writes down what will be sent before anything is sent. If a letter was recalled since the rows were read, nothing is
 * frozen and the batch is let go for another try. A delivery without words fails alone.
 */
async function freezeNow(
  office: Office,
  composer: Composer,
  { id, lease }: Ticket,
  held: Held,
): Promise<Ready | 'changed' | 'empty'> {
  const { db, clock, sender, signer } = office
  const now = clock.now()
  const { frozen, words, wordless } = freeze(composer, held.rows, sender, signer)
  const unchanged = sql`(select count(*) from deliveries where batch_id = ${id} and status = 'claimed') = ${frozen.letters.length}`
  const mine = sql`id = ${id} and lease = ${lease} and settled_at is null and frozen is null`
  const empty = frozen.letters.length === 0
  const closed = sql`settled_at = ${now}, lease = null, lease_until = null`
  const [, , done] = await db.batch([
    db.run(sql`
      update deliveries set status = 'failed', failed_at = ${now}, problem = 'no_words'
      where id in (select value from json_each(${JSON.stringify(wordless)})) and status = 'claimed' and batch_id = ${id}
        and exists (select 1 from batches where ${mine})`),
    keepWords(db, words, now),
    db.all(sql`
      update batches set refused = refused + ${wordless.length},
        ${empty ? closed : sql`frozen = ${JSON.stringify(frozen)}, doubt_since = ${now}`}
      where ${mine} and ${unchanged} returning id`),
    db.run(sql`update batches set lease = null, lease_until = null, next_try_at = ${now} where ${mine}`),
  ])
  if (done.length === 0) return 'changed'
  return empty ? 'empty' : { frozen, words }
}
