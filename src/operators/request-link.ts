import { sql } from 'drizzle-orm'
import { batch } from '../platform/batch'
import { int } from '../platform/columns'
import type { Db } from '../platform/db'
import { newId } from '../platform/ids'
import { select } from '../platform/query'
import { isOperator } from './active'
import { enqueueLink } from './enqueue-link'
import { keepOperators } from './keep'

/** A link to sign in is good for this long after it was asked for. */
export const SIGN_IN_WITHIN_MS = 15 * 60_000

const DAY_MS = 86_400_000

/**
 * The most links of an operator that are open at once. As soon as there are so many, the newest of them is in the inbox
 * and good, so whoever asks for links in an operator's name cannot keep that operator out.
 */
const MAX_OPEN = 3

/** The most letters a day that strangers can cause; browsers and networks that were signed in have their own. */
const MAX_A_DAY = { stranger: 10, known: 100 }

/** Who asks: the hash of the session token that the browser has, and of its network. */
export type Asker = { tokenHash: string | null; networkHash: string | null; counted: boolean }

/**
 * Asks for a link to sign in. An operator gets a letter with it, at most three within a quarter of an hour; any other
 * address gets nothing, by the same statements. `listed` are the operators of the settings. Returns whether a letter is
 * in the batch `batchId`.
 */
export async function requestLink(
  db: Db,
  address: string,
  { tokenHash, networkHash, counted }: Asker,
  listed: readonly string[],
  batchId: string,
  now: number,
): Promise<boolean> {
  const id = newId()
  const operator = sql`(select o.id from operators o where lower(o.email) = lower(${address}) and ${isOperator})`
  const known = sql`${counted ? 0 : 1} or exists (
    select 1 from sessions s where s.operator_id = ${operator} and (s.token_hash = ${tokenHash} or s.network_hash = ${networkHash}))`
  const { letters } = await batch(db, {
    kept: keepOperators(db, listed, now),
    asked: db.run(sql`
      insert into sign_in_links (id, operator_id, reason, created_at, expires_at, known)
      select ${id}, ${operator}, 'sign_in', ${now}, ${now + SIGN_IN_WITHIN_MS}, ${known}`),
    letter: enqueueLink(
      db,
      { id, template: 'signIn', batchId },
      sql`l.operator_id is not null and ${hasTurn(now)}`,
      now,
    ),
    letters: select(db, { count: int`count(*)` }, sql`from deliveries where batch_id = ${batchId}`),
  })
  return letters[0]?.count === 1
}

// Of the new link `l`. Only links that became a letter count, so one that did not delays no other.
function hasTurn(now: number) {
  const sent = sql`
    select count(*) from sign_in_links p join deliveries d on d.dedupe_key = 'signin/' || p.id
    where p.operator_id = l.operator_id and p.reason = 'sign_in'`
  const { known, stranger } = MAX_A_DAY
  return sql`(${sent} and p.created_at > ${now - SIGN_IN_WITHIN_MS} and p.used_at is null) < ${MAX_OPEN}
    and (${sent} and p.created_at > ${now - DAY_MS} and p.known = l.known) < iif(l.known, ${known}, ${stranger})`
}
