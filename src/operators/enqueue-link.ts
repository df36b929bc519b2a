import { type SQL, sql } from 'drizzle-orm'
import { enqueue, openBatch } from '../mail/outbox/enqueue'
import type { Db } from '../platform/db'

/** What a letter with a link to sign in is in the outbox. */
export const SIGN_IN_LETTERS = { kind: 'signin', source: 'sign_in_link', to: 'operator' } as const

type Link = { id: number; template: 'signIn' | 'invitation'; batchId: string }

/** The statements that write the letter of a new link `l` into a batch of its own, where a condition holds. */
export function enqueueLink(db: Db, { id, template, batchId }: Link, isWanted: SQL, now: number) {
  const letter = sql`
    select 'signin/' || l.id as dedupe_key, ${template} as template, l.id as source_id, null as part,
      l.operator_id as recipient_id, ${now} as due_at, l.expires_at as expires_at
    from sign_in_links l where l.id = ${id} and ${isWanted}`
  return [
    enqueue(db, SIGN_IN_LETTERS, letter, now, batchId),
    openBatch(db, { id: batchId, kind: 'signin' }, now),
  ] as const
}
