import { sql } from 'drizzle-orm'
import { SITE_GAPS } from '../../mail/outbox/letter'
import { int } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { problem } from '../../platform/errors'
import { newId } from '../../platform/ids'
import { returning } from '../../platform/query'
import { fills } from './letter'

/** The content of a broadcast: subject, preheader, and the body that goes into the frame. */
export type DraftContent = { subject: string; preheader: string; html: string; text: string }

/** Stores a new draft and returns its id; throws `bad_input` when a gap is unknown or the subject is empty. */
export async function composeDraft(db: Db, content: DraftContent, now: number): Promise<number> {
  checkContent(content)
  const id = newId()
  const { subject, preheader, html, text } = content
  await db.run(sql`
    insert into broadcasts (id, subject, preheader, html, text, created_at, updated_at)
    values (${id}, ${subject}, ${preheader}, ${html}, ${text}, ${now}, ${now})`)
  return id
}

/** Changes the content of a draft; throws `bad_input` as above, and `not_found` when it is a draft no longer. */
export async function changeDraft(db: Db, id: number, content: DraftContent, now: number): Promise<void> {
  checkContent(content)
  const { subject, preheader, html, text } = content
  const change = sql`
    update broadcasts set subject = ${subject}, preheader = ${preheader}, html = ${html}, text = ${text}, doc = null,
      version = version + 1, updated_at = ${now}
    where id = ${id} and status = 'draft'`
  const changed = await returning(db, change, { id: int })
  if (changed.length === 0) throw problem('not_found', 'This letter is on its way already, so its words stand.')
}

/** Throws `bad_input` for content that could not be filled in a letter of a broadcast, or has no subject. */
export function checkContent({ subject, preheader, html, text }: DraftContent): void {
  if (subject.trim() === '') throw problem('bad_input', 'A letter needs a subject.')
  const wrong = whyUnfillable([subject, preheader, html, text].join('\n'))
  if (wrong !== null) throw problem('bad_input', wrong)
}

/** Why the gaps of a text could not all be filled in a letter of a broadcast, as a sentence; null when they can. */
export function whyUnfillable(all: string): string | null {
  for (const [, gap = ''] of all.matchAll(/%%(\w+)%%/g)) {
    if (!KNOWN.includes(gap)) return `There is no gap called ${gap}. A letter to everyone has ${KNOWN.join(', ')}.`
  }
  return all.replace(/%%\w+%%/g, '').includes('%%') ? 'A gap is not closed: it is written %%name%%.' : null
}

// `goUrl` is not the author's: it stands where links are counted.
const KNOWN: readonly string[] = [...SITE_GAPS, ...fills.gaps, ...fills.links].filter((gap) => gap !== 'goUrl')
