import { sql } from 'drizzle-orm'
import { forgetDeliveries } from '../mail/outbox/forget'
import { recall } from '../mail/outbox/recall'
import { batch } from '../platform/batch'
import { int, moment } from '../platform/columns'
import type { Db } from '../platform/db'
import { returning, select } from '../platform/query'
import { type AddressHash, hashAsText } from './address-hash'
import { note, type Origin } from './ledger'

/** The subscriber whose confirmation held the link (possibly deleted by now), and the hash of the address. */
export type OptOut = { id: number; hash: AddressHash }

/**
 * Makes sure that nothing is sent to an address again, whoever types it: only its hash is kept for that. Its
 * unconfirmed sign-ups are deleted, with a subscriber who never confirmed. A reader is unsubscribed, and the consent
 * record stays. A second call changes nothing. Returns whether the address was a reader's.
 */
export async function optOut(db: Db, { id, hash }: OptOut, origin: Origin, now: number): Promise<boolean> {
  const reading = sql`s.id = ${id} and s.confirmed_at is not null and s.unsubscribed_at is null`
  const stranger = sql`(select id from subscribers where id = ${id} and confirmed_at is null)`
  const { left } = await batch(db, {
    silenced: db.run(sql`
      insert into opt_outs (address_hash, at) values (${hashAsText(hash)}, ${now}) on conflict (address_hash) do nothing`),
    noted: note(db, reading, { action: 'unsubscribed', origin }, now),
    // Also for those who had unsubscribed before: the moment is renewed, so that no older link subscribes them again.
    unsubscribed: db.run(
      sql`update subscribers set unsubscribed_at = ${now} where id = ${id} and confirmed_at is not null`,
    ),
    recalled: recall(db, sql`${id}`, ['confirm', 'lesson', 'broadcast'], 'opted_out', now),
    forgotten: [
      db.run(sql`delete from sign_ups where subscriber_id = ${id} and confirmed_at is null`),
      forgetDeliveries(db, stranger),
      db.run(sql`delete from subscribers where id = ${stranger}`),
    ],
    left: select(db, { id: int }, sql`from subscribers where id = ${id}`),
  })
  return left.length > 0
}

/** Whether an address has this hash among those that are never written to: a condition. */
export const hasOptedOut = (addressHash: string) =>
  sql`exists (select 1 from opt_outs where address_hash = ${addressHash})`

/** Allows an address to be written to again, when its owner asked for it; returns whether it had opted out. */
export async function undoOptOut(db: Db, addressHash: string): Promise<boolean> {
  const gone = await returning(db, sql`delete from opt_outs where address_hash = ${addressHash}`, { at: moment })
  return gone.length > 0
}
