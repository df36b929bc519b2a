import { sql } from 'drizzle-orm'
import { batch } from '../../platform/batch'
import { int, text } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { problem } from '../../platform/errors'
import { newId } from '../../platform/ids'
import { returning } from '../../platform/query'
import { asLine } from '../../platform/template'
import { wholeText } from '../../platform/whole-text'
import { emptyDoc, type LetterDoc } from './document/grammar'
import { picturesOf } from './document/pictures-of'
import { type Broadcast, readBroadcast, selectBroadcast } from './find'
import { isDraft, keepPictures } from './pictures'

/** What the practitioner writes of a letter. */
export type Draft = { subject: string; preheader: string; doc: LetterDoc }

/** The most characters of a subject and of a preheader; what a phone shows is a good deal less. */
export const MAX_SUBJECT = 200
export const MAX_PREHEADER = 300

/** Stores a new draft, empty but for what is given, and returns its id. */
export async function createDraft(db: Db, given: Partial<Draft>, now: number): Promise<number> {
  const id = newId()
  const { subject, preheader, doc, pictures } = asStored({ subject: '', preheader: '', doc: emptyDoc, ...given })
  await batch(db, {
    created: db.run(sql`
      insert into broadcasts (id, subject, preheader, doc, html, text, created_at, updated_at)
      values (${id}, ${subject}, ${preheader}, ${doc}, '', '', ${now}, ${now})`),
    pictured: keepPictures(db, id, pictures, isDraft(id)),
  })
  return id
}

/** What became of a save: stored (or stored already), or kept from writing over a change that was not seen. */
export type Saved = { saved: true; version: number } | { saved: false; theirs: Broadcast }

/**
 * Saves a draft that was read at `expectedVersion`. Where somebody has changed it since, nothing is written and the newer
 * words are answered; words that are the same as the stored ones are saved whatever the version, so that an answer that
 * was lost on its way does no harm. Throws `not_found` when it is a draft no longer.
 */
export async function saveDraft(
  db: Db,
  id: number,
  draft: Draft,
  expectedVersion: number,
  now: number,
): Promise<Saved> {
  const { subject, preheader, doc, pictures } = asStored(draft)
  const isSame = sql`(subject = ${subject} and preheader = ${preheader} and doc is ${doc})`
  const change = sql`
    update broadcasts set subject = ${subject}, preheader = ${preheader}, doc = ${doc}, html = '', text = '',
      version = version + iif(${isSame}, 0, 1), updated_at = iif(${isSame}, updated_at, ${now})
    where id = ${id} and status = 'draft' and deleted_at is null and (version = ${expectedVersion} or ${isSame})`
  const isSaved = sql`exists (
    select 1 from broadcasts where id = ${id} and status = 'draft' and deleted_at is null and ${isSame})`
  const { saved, stored } = await batch(db, {
    saved: returning(db, change, { version: int }),
    pictured: keepPictures(db, id, pictures, isSaved),
    stored: selectBroadcast(db, id),
  })
  const [done] = saved
  if (done) return { saved: true, version: done.version }
  const [theirs] = stored
  if (theirs?.status !== 'draft' || theirs.deletedAt !== null) throw isNoDraft()
  return { saved: false, theirs: readBroadcast(theirs) }
}

/** Makes a draft with the words of another letter, in whatever state that is, and returns its id; throws `not_found`. */
export async function duplicateDraft(db: Db, id: number, now: number): Promise<number> {
  const copy = newId()
  const insert = sql`
    insert into broadcasts (id, subject, preheader, doc, html, text, created_at, updated_at)
    select ${copy}, subject, preheader, doc, html, text, ${now}, ${now} from broadcasts where id = ${id}`
  const { copied } = await batch(db, {
    copied: returning(db, insert, { subject: text }),
    pictured: db.run(sql`
      insert into broadcast_pictures (broadcast_id, picture_key)
      select ${copy}, picture_key from broadcast_pictures where broadcast_id = ${id}`),
  })
  if (copied.length === 0) throw problem('not_found', 'There is no letter here that could be copied.')
  return copy
}

/** Deletes a draft; until it is forgotten, `restoreDraft` brings it back. Throws `not_found` when it is none. */
export async function deleteDraft(db: Db, id: number, now: number): Promise<void> {
  const change = sql`
    update broadcasts set deleted_at = ${now} where id = ${id} and status = 'draft' and deleted_at is null`
  const deleted = await returning(db, change, { id: int })
  if (deleted.length === 0) throw isNoDraft()
}

/** Brings a deleted draft back; throws `not_found` when there is none. */
export async function restoreDraft(db: Db, id: number): Promise<void> {
  const change = sql`update broadcasts set deleted_at = null where id = ${id} and deleted_at is not null`
  const restored = await returning(db, change, { id: int })
  if (restored.length === 0) throw problem('not_found', 'This draft is no longer here to be brought back.')
}

function asStored({ subject, preheader, doc }: Draft) {
  return {
    subject: wholeText(asLine(subject), MAX_SUBJECT),
    preheader: wholeText(asLine(preheader), MAX_PREHEADER),
    doc: JSON.stringify(doc),
    pictures: picturesOf(doc).map(({ key }) => key),
  }
}

const isNoDraft = () => problem('not_found', 'This letter is a draft no longer, so its words stand.')
