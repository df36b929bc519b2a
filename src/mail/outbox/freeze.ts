import { type SQL, sql } from 'drizzle-orm'
import { newKey } from '../../platform/ids'
import { problemOf } from '../../platform/isolate'
import type { Signer } from '../../platform/tokens'
import type { LetterSource } from './enqueue'
import type { Draft, FrozenLetter, Sender } from './letter'
import type { Kind } from './schema'
import { hashOf, type TemplateContent } from './template-content'

/** A delivery as its letter kind reads it to write the letter. */
export type Row = {
  id: number
  dedupeKey: string
  template: string
  createdAt: number
  dueAt: number
  recipientId: number
  email: string
  firstName: string
}

/** How the letters of one kind are written: who may get them, what is read for each, and the content. */
export type LetterKind = {
  /** Which deliveries `d` may leave now: a condition over `deliveries d`. */
  mayLeave: (now: number) => SQL
  /** The rows of one batch, joined with what the content need: `rowsAsJson`. */
  rows: (batchId: string) => SQL
  /** The content for one row, or null when there is none any more. */
  write: (row: Row) => Draft | null
  source: LetterSource
  /** The source of a dedupe key of this kind, or null: after a restore only the key of a letter is known. */
  readKey: (key: string) => KeySource | null
}

export type KeySource = { sourceId: number | null; part: number | null }

/**
 * The query for the claimed rows of a batch as one JSON list, which costs both sides a fraction of a table of values.
 * `who` gives the columns beyond the delivery `d` itself, over what `join` brings in.
 */
export function rowsAsJson(
  batchId: string,
  who: Readonly<Record<'recipientId' | 'email' | 'firstName', SQL> & Record<string, SQL>>,
  join: SQL,
): SQL {
  const columns = {
    id: sql`d.id`,
    dedupeKey: sql`d.dedupe_key`,
    template: sql`d.template`,
    createdAt: sql`d.created_at`,
    dueAt: sql`d.due_at`,
    ...who,
  }
  const named = Object.entries(columns).map(([name, value]) => sql`${value} as ${sql.identifier(name)}`)
  const pairs = Object.keys(columns).map((name) => sql`${sql.raw(`'${name}'`)}, ${sql.identifier(name)}`)
  return sql`
    select json_group_array(json_object(${sql.join(pairs, sql`, `)})) as list from (
      select ${sql.join(named, sql`, `)} from deliveries d ${join}
      where d.batch_id = ${batchId} and d.status = 'claimed' order by d.id)`
}

export type LetterKinds = Partial<Record<Kind, LetterKind>>

/** What a batch sends, so that it is the same to the byte however often it is tried. */
export type Frozen = { key: string; keyName: string; sender: Sender; templates: string[]; letters: FrozenLetter[] }

/** A delivery that cannot become a letter, and why; `template` names what it was to be written from. */
export type Unfit = { id: number; template: string; problem: string }

/**
 * Freezes the letters of a batch: content is stored by its hash, the rest as the values of gaps. Deliveries without
 * content are returned apart, so that they fail alone.
 */
export function freeze(letterKind: LetterKind, rows: readonly Row[], sender: Sender, signer: Signer) {
  const content: TemplateContent = new Map()
  const templates: string[] = []
  const letters: FrozenLetter[] = []
  const unfit: Unfit[] = []
  for (const row of rows) {
    const draft = draftOf(letterKind, row)
    if ('problem' in draft) {
      unfit.push({ id: row.id, template: row.template, problem: draft.problem })
      continue
    }
    const { template, gaps, links } = draft
    const hash = typeof template === 'string' ? template : hashOf(template)
    if (!templates.includes(hash)) templates.push(hash)
    if (typeof template !== 'string') content.set(hash, template)
    const place = templates.indexOf(hash)
    letters.push({ id: row.id, key: row.dedupeKey, to: row.email, dueAt: row.dueAt, template: place, gaps, links })
  }
  const frozen: Frozen = { key: newKey(), keyName: signer.keyName, sender, templates, letters }
  return { frozen, content, unfit }
}

function draftOf(letterKind: LetterKind, row: Row): Draft | { problem: string } {
  try {
    return letterKind.write(row) ?? { problem: 'missing_template' }
  } catch (error) {
    return { problem: problemOf(error) }
  }
}
