import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../platform/db'
import { newKey } from '../platform/ids'
import type { Letter } from '../platform/mail'
import { cutTemplate, type Template } from '../platform/template'
import type { Purpose, Signer } from '../platform/tokens'
import { tagOf } from './keys'
import { type Draft, headersOf, type Sender } from './letter'
import type { Kind } from './schema'

/** A delivery as its room reads it back to write the letter. */
export type Row = {
  id: number
  dedupeKey: string
  template: string
  createdAt: number
  recipientId: number
  email: string
  firstName: string
}

/** How a room writes the letters of one kind: who may get them, what it must know of each, and the words. */
export type Composer = {
  /** Which deliveries `d` may leave now: a condition over `deliveries d`. */
  mayLeave: (now: number) => SQL
  /** The rows of one batch, joined with what the words need; `where d.batch_id = … and d.status = 'claimed'`. */
  rows: (batchId: string) => SQL
  /** The words for one row, or null when the house has none for it any more. */
  write: (row: Row) => Draft | null
}
export type Composers = Partial<Record<Kind, Composer>>

type FrozenLetter = {
  id: number
  key: string
  to: string
  template: number
  gaps: Readonly<Record<string, string>>
  links: Readonly<Record<string, readonly [Purpose, ...number[]]>>
}

/** What a batch sends, so that it is the same to the byte however often it is tried. */
export type Frozen = { key: string; keyName: string; sender: Sender; templates: string[]; letters: FrozenLetter[] }

/**
 * Freezes the letters of a batch: the words are kept by fingerprint, the rest as the values of their gaps. Deliveries that
 * there are no words for are named apart, so that they fail alone.
 */
export async function freeze(composer: Composer, rows: readonly Row[], sender: Sender, signer: Signer) {
  const words = new Map<string, Template>()
  const order: string[] = []
  const letters: FrozenLetter[] = []
  const wordless: number[] = []
  for (const row of rows) {
    const draft = composer.write(row)
    if (!draft) {
      wordless.push(row.id)
      continue
    }
    const { template, gaps, links } = draft
    const hash = await fingerprint(template)
    if (!words.has(hash)) order.push(hash)
    words.set(hash, template)
    letters.push({ id: row.id, key: row.dedupeKey, to: row.email, template: order.indexOf(hash), gaps, links })
  }
  const frozen: Frozen = { key: newKey(), keyName: signer.keyName, sender, templates: order, letters }
  return { frozen, words, wordless }
}

/** Writes out the letters of a frozen batch; the same input always gives the same letters. */
export async function writeLetters(
  kind: Kind,
  frozen: Frozen,
  words: ReadonlyMap<string, Template>,
  signer: Signer,
): Promise<Letter[]> {
  const { sender, keyName } = frozen
  const fillers = frozen.templates.map((hash) => {
    const template = words.get(hash)
    if (!template) throw new Error(`The words ${hash} of a frozen batch are missing`)
    return cutTemplate(template)
  })
  return Promise.all(
    frozen.letters.map(async ({ key, to, template, gaps, links }) => {
      const addresses: Record<string, string> = {}
      for (const [gap, [purpose, ...numbers]] of Object.entries(links)) {
        addresses[gap] = `${sender.siteUrl}/${purpose}/${await signer.sign(purpose, numbers, keyName)}`
      }
      const filled = fillers[template]?.({ ...sender.gaps, ...gaps, ...addresses })
      if (!filled) throw new Error('A frozen letter names words that its batch does not have')
      const headers = headersOf(kind, sender.listId, addresses.unsubscribeUrl)
      return { tag: tagOf(key), kind, from: sender.from, to, replyTo: sender.replyTo, ...filled, headers }
    }),
  )
}

/** The words behind fingerprints, for a batch that was frozen by an earlier run. */
export async function readWords(db: Db, hashes: readonly string[]): Promise<Map<string, Template>> {
  const rows = await db.all<Template & { hash: string }>(
    sql`select hash, subject, html, text from templates where hash in (select value from json_each(${JSON.stringify(hashes)}))`,
  )
  return new Map(rows.map(({ hash, ...words }) => [hash, words]))
}

const fingerprints = new WeakMap<Template, Promise<string>>()

function fingerprint(template: Template): Promise<string> {
  const known = fingerprints.get(template) ?? digest(JSON.stringify([template.subject, template.html, template.text]))
  fingerprints.set(template, known)
  return known
}

async function digest(words: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(words)))
  return [...bytes.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
