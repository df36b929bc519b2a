import { sql } from 'drizzle-orm'
import { forgetDeliveries } from '../mail/outbox/forget'
import { recall } from '../mail/outbox/recall'
import type { Db } from '../platform/db'
import { type AddressHash, hashAsText } from './address-hash'
import { note, type Origin } from './ledger'

/** Whose confirmation the link stood in, who may be forgotten by now, and the hash of her address. */
export type OptOut = { id: number; hash: AddressHash }

/**
 * Never writes to an address again, whoever types it: only its hash is kept for that, and what waited for a confirmation
 * is forgotten, with the subscriber herself if she never gave one. A reader is unsubscribed, and her record stays. Again
 * changes nothing. Returns whether she had been a reader.
 */
export async function optOut(db: Db, { id, hash }: OptOut, origin: Origin, now: number): Promise<boolean> {
  const reading = sql`s.id = ${id} and s.confirmed_at is not null and s.unsubscribed_at is null`
  const stranger = sql`(select id from subscribers where id = ${id} and confirmed_at is null)`
  const [, , , , , , , left] = await db.batch([
    db.run(sql`
      insert into opt_outs (address_hash, at) values (${hashAsText(hash)}, ${now}) on conflict (address_hash) do nothing`),
    note(db, reading, { action: 'unsubscribed', origin }, now),
    // Whoever had left before is gone from this moment as well, so that no older link brings her back.
    db.run(sql`update subscribers set unsubscribed_at = ${now} where id = ${id} and confirmed_at is not null`),
    recall(db, sql`${id}`, ['confirm', 'lesson', 'broadcast'], 'opted_out', now),
    db.run(sql`delete from sign_ups where subscriber_id = ${id} and confirmed_at is null`),
    forgetDeliveries(db, stranger),
    db.run(sql`delete from subscribers where id = ${stranger}`),
    db.all<{ id: number }>(sql`select id from subscribers where id = ${id}`),
  ])
  return left.length > 0
}

/** Whether an address has this hash among those that are never written to: a condition. */
export const hasOptedOut = (addressHash: string) =>
  sql`exists (select 1 from opt_outs where address_hash = ${addressHash})`

/** Lets an address be written to again, when its owner asked for it; returns whether it had been among those. */
export async function undoOptOut(db: Db, addressHash: string): Promise<boolean> {
  const gone = await db.all(sql`delete from opt_outs where address_hash = ${addressHash} returning at`)
  return gone.length > 0
}
