import { type SQL, sql } from 'drizzle-orm'
import { oneOf, text } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { select } from '../../platform/query'
import type { LetterSource } from './enqueue'
import type { LetterKinds } from './letter-kind'
import { notYetFrozen } from './recall'
import { KINDS } from './schema'
import { stillToLeave } from './still-to-leave'

/** A delivery that failed because its template could not be filled, and has never left: a condition over `deliveries`. */
export const isUnfilled = sql`(unfilled is not null and status = 'failed' and sent_at is null)`

/** How many letters wait for a corrected template, counted up to ten thousand: a scalar. */
export const countUnfilled = sql`(
  select count(*) from (select 1 from deliveries indexed by deliveries_unfilled where ${isUnfilled} limit 10000))`

/** A template that could not be filled, with the hash of the content that could not. */
export type UnfilledTemplate = { kind: (typeof KINDS)[number]; template: string; unfilled: string }

/** The query for the templates that could not be filled, one row for each content; a probe where there are none. */
export function unfilledTemplates(db: Db) {
  const columns = { kind: oneOf(KINDS), template: text, unfilled: text }
  return select(
    db,
    columns,
    sql`from deliveries indexed by deliveries_unfilled where ${isUnfilled} group by 1, 2, 3 limit 1000`,
  )
}

/**
 * Lets the letters of templates that have other content by now be written again: after a corrected deploy they leave as if
 * they had never failed. Returns whether there were any.
 */
export async function writeAgain(db: Db, kinds: LetterKinds, unfilled: readonly UnfilledTemplate[]): Promise<boolean> {
  const corrected = unfilled.filter(({ kind, template, unfilled }) => {
    const hashes = kinds[kind]?.hashesOf(template) ?? []
    return hashes.length > 0 && !hashes.includes(unfilled)
  })
  if (corrected.length === 0) return false
  await db.run(sql`
    update deliveries indexed by deliveries_unfilled
    set status = 'queued', batch_id = null, failed_at = null, problem = null, unfilled = null
    from json_each(${JSON.stringify(corrected)}) j
    where kind = j.value ->> 'kind' and template = j.value ->> 'template' and unfilled = j.value ->> 'unfilled' and ${isUnfilled}`)
  return true
}

/**
 * The statements that give the letters of one source that have not left other content, where `only` holds: those that could
 * not be filled leave from `dueAt` (ms) on, until `expiresAt`; the others keep their time.
 */
export function writeAgainFrom(
  db: Db,
  of: LetterSource & { sourceId: number },
  hash: string,
  { dueAt, expiresAt }: { dueAt: number; expiresAt: number },
  only: SQL,
) {
  return [
    db.run(sql`
      update deliveries set template = ${hash}
      where id in (${stillToLeave(of, sql`${of.sourceId}`)}) and ${notYetFrozen} and ${only}`),
    db.run(sql`
      update deliveries indexed by deliveries_unfilled set template = ${hash}, status = 'queued', batch_id = null, due_at = ${dueAt},
        expires_at = ${expiresAt}, failed_at = null, problem = null, unfilled = null
      where kind = ${of.kind} and source_kind = ${of.source} and source_id = ${of.sourceId} and ${isUnfilled} and ${only}`),
  ] as const
}
