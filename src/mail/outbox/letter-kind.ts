import { type SQL, sql } from 'drizzle-orm'
import { int, text } from '../../platform/columns'
import type { Db, Statement } from '../../platform/db'
import { type Columns, type Row, selectMany } from '../../platform/query'
import type { Template } from '../../platform/template'
import type { Purpose } from '../../platform/tokens'
import type { LetterSource } from './enqueue'
import type { Headers } from './headers'
import type { Kind } from './schema'

/** The columns of a delivery `d` that every kind reads. */
const ofEveryKind = (email: SQL) => ({
  id: int`d.id`,
  dedupeKey: text`d.dedupe_key`,
  template: text`d.template`,
  dueAt: int`d.due_at`,
  email: text`${email}`,
})
type OfEveryKind = ReturnType<typeof ofEveryKind>

/** A delivery that is to become a letter. */
export type DueLetter = Row<OfEveryKind>

/** What a link leads to: the purpose of its token, and the numbers in it. */
export type LinkTarget = readonly [Purpose, ...number[]]

/**
 * One person's letter before it is filled: a template, or the hash of a stored one, and what each gap is filled with.
 */
export type Composed<Gap extends string = string, Link extends string = string> = {
  template: Template | string
  gaps: Readonly<Record<Gap, string>>
  links: Readonly<Record<Link, LinkTarget>>
}

/** The source in a dedupe key. */
export type KeySource = { sourceId: number | null; part: number | null }

/** A kind of letter, as its module defines it. */
export type LetterKindDefinition<
  C extends Columns,
  Gap extends string,
  Link extends string,
  Made extends Composed<Gap, Link>,
> = {
  /** Its name, which is also the tag `kind` at the provider; the source of its deliveries, and to whom they go. */
  source: LetterSource
  /** The closed lists of the gaps and links that it fills, besides what is the same in all letters of a site. */
  gaps: readonly Gap[]
  links: readonly Link[]
  /** Its headers; `link` returns the URL of one of its links. */
  headers: (letter: { listId: string; link: (name: Link) => string }) => Headers
  /** Which deliveries `d` may leave now: a condition over `deliveries d`. */
  mayLeave: (now: number) => SQL
  /** Which deliveries `d` wait for their feature to give them a new time, such as those of a paused broadcast. */
  waits?: SQL
  /** The address of its recipient and the columns that composing it needs, over `deliveries d` and what `join` adds. */
  email: SQL
  columns: C
  join: SQL
  /** One letter of one row: exactly these gaps and links. Null when there is no template for it any more. */
  compose: (row: DueLetter & Row<C>) => (Made & NothingElse<Made, Gap, Link>) | null
  /** The current hashes of a template of this name, one for each variant; none for an unknown name. */
  hashesOf: (template: string) => readonly string[]
  /** Its deliveries may be deleted, together with people who never confirmed. */
  mayBeForgotten?: true
  /** Reads a dedupe key of this kind: after a restore it is all that the provider knows of a letter. */
  readKey: (key: string) => KeySource | null
}

type NothingElse<Made extends Composed, Gap extends string, Link extends string> = {
  gaps: { readonly [Other in Exclude<keyof Made['gaps'], Gap>]: never }
  links: { readonly [Other in Exclude<keyof Made['links'], Link>]: never }
}

/**
 * Defines a kind of letter. It is registered in the composition, and its lists are those of `emails/contract.ts`,
 * against which templates are checked; `compose` that leaves one of them out, or fills another, is an error of types.
 */
export function defineLetterKind<
  C extends Columns,
  const Gap extends string,
  const Link extends string,
  const Made extends Composed<Gap, Link>,
>({ email, columns, join, ...kind }: LetterKindDefinition<C, Gap, Link, Made>): LetterKind {
  const all: OfEveryKind = { ...columns, ...ofEveryKind(email) }
  return {
    waits: null,
    ...kind,
    load: (db, batchId, only) =>
      selectMany(
        db,
        all,
        sql`from deliveries d ${join} where d.batch_id = ${batchId} and d.status = 'claimed' and ${only} order by d.id`,
      ),
  }
}

/** A kind of letter, as the outbox uses it. */
export type LetterKind = {
  source: LetterSource
  gaps: readonly string[]
  links: readonly string[]
  headers(letter: { listId: string; link: (name: string) => string }): Headers
  mayLeave: (now: number) => SQL
  /** Null for a kind whose letters never wait. */
  waits: SQL | null
  /** The query for the claimed deliveries of a batch, each with what composing it needs, where a condition holds. */
  load: (db: Db, batchId: string, only: SQL) => Statement & PromiseLike<readonly DueLetter[]>
  /** Takes a row of its own `load`. */
  compose(row: DueLetter): Composed | null
  hashesOf: (template: string) => readonly string[]
  readKey: (key: string) => KeySource | null
  mayBeForgotten?: true
}

export type LetterKinds = Partial<Record<Kind, LetterKind>>

/** The source that a dedupe key names; null when it is a key of no kind. */
export function sourceOf(kinds: LetterKinds, key: string) {
  for (const { source, readKey, mayBeForgotten = false } of Object.values(kinds)) {
    const of = readKey(key)
    if (of) return { ...source, ...of, mayBeForgotten }
  }
  return null
}
