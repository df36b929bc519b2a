import { type Context, Hono } from 'hono'
import { emptyDoc } from '../../../features/broadcasts/document/grammar'
import { toMarkdown } from '../../../features/broadcasts/document/to-markdown'
import { deleteDraft, duplicateDraft, restoreDraft, saveDraft } from '../../../features/broadcasts/draft'
import type { Broadcast } from '../../../features/broadcasts/find'
import { recordAudit } from '../../../operators/audit'
import { problem } from '../../../platform/errors'
import { show } from '../../http/answer'
import { readForm } from '../../http/read-form'
import type { AdminEnv } from '../context'
import { showLetter } from '../sending/progress-routes'
import { Changed } from './changed'
import { DraftPage } from './draft-page'
import { findDraft, findLetter, readId } from './find-letter'
import { noteSaved } from './note-saved'
import { readWords } from './read-words'

/** One letter: its page, which is the composer while it is a draft, and what is done with a draft. */
export const draftRoutes = new Hono<AdminEnv>()

draftRoutes.get('/:id{[0-9]+}', async (c) => {
  const letter = await findLetter(c)
  return letter.status === 'draft' ? showDraft(c, letter) : showLetter(c, letter)
})

draftRoutes.post('/:id{[0-9]+}', async (c) => {
  const { db, clock } = c.var.app
  const fields = await readForm(c)
  const stored = await findDraft(c)
  const version = /^\d{1,15}$/.test(fields.version ?? '') ? Number(fields.version) : null
  if (version === null) throw problem('bad_input', 'This form did not arrive whole. Please open the letter again.')
  const { draft, wrong } = await readWords(db, fields, stored)
  if (wrong) return show(c, <DraftPage {...propsOf(c, stored)} typed={{ ...fields, version }} wrong={wrong} />, 422)
  const now = clock.now()
  const saved = await saveDraft(db, stored.id, draft, version, now)
  if (saved.saved) {
    noteSaved(c, stored.id, draft, now)
    return c.redirect(`/admin/broadcasts/${stored.id}`, 303)
  }
  const { theirs } = saved
  return show(c, <Changed {...propsOf(c, theirs)} mine={{ ...draft, markdown: toMarkdown(draft.doc) }} />, 409)
})

draftRoutes.post('/:id{[0-9]+}/duplicate', async (c) => {
  const { db, clock } = c.var.app
  const original = await findLetter(c)
  const copy = await duplicateDraft(db, original.id, clock.now())
  await note(c, 'letter_copied', copy, original.subject)
  return c.redirect(`/admin/broadcasts/${copy}`, 303)
})

draftRoutes.post('/:id{[0-9]+}/delete', async (c) => {
  const { db, clock } = c.var.app
  const { id, subject } = await findDraft(c)
  await deleteDraft(db, id, clock.now())
  await note(c, 'letter_deleted', id, subject)
  return c.redirect(`/admin/broadcasts?deleted=${id}`, 303)
})

draftRoutes.post('/:id{[0-9]+}/restore', async (c) => {
  const { db } = c.var.app
  const id = readId(c)
  await restoreDraft(db, id)
  await note(c, 'letter_restored', id)
  return c.redirect(`/admin/broadcasts/${id}`, 303)
})

function showDraft(c: Context<AdminEnv>, letter: Broadcast) {
  if (letter.deletedAt !== null)
    throw problem('not_found', 'This draft was deleted. It can be brought back from the list.')
  return show(c, <DraftPage {...propsOf(c, letter)} />)
}

// A letter from before letters were documents has its words as text.
const propsOf = (c: Context<AdminEnv>, letter: Broadcast) => {
  const { site, config, clock } = c.var.app
  const doc = letter.doc ?? emptyDoc
  const at = { now: clock.now(), timeZone: config.DEFAULT_TIME_ZONE }
  return { site, operator: c.get('operator'), letter: { ...letter, doc, markdown: toMarkdown(doc) }, at }
}

async function note(
  c: Context<AdminEnv>,
  action: 'letter_copied' | 'letter_deleted' | 'letter_restored',
  id: number,
  title = '',
) {
  const { db, clock } = c.var.app
  await recordAudit(
    db,
    { ...c.get('actor'), action, subject: id, ...(title ? { detail: { title } } : {}) },
    clock.now(),
  )
}
