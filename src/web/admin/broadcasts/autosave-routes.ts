import { type Context, Hono } from 'hono'
import { saveDraft } from '../../../features/broadcasts/draft'
import type { Broadcast } from '../../../features/broadcasts/find'
import { problem } from '../../../platform/errors'
import { answerProblem } from '../../http/answer'
import type { AdminEnv } from '../context'
import { findDraft } from './find-letter'
import { noteSaved } from './note-saved'
import { readJsonWords, readWords } from './read-words'

/** Saves a draft while it is written (RFC 9110, section 13.1.1: `If-Match` names the version that was changed). */
export const autosaveRoutes = new Hono<AdminEnv>()

autosaveRoutes.put('/:id{[0-9]+}', async (c) => {
  const { db, clock } = c.var.app
  const version = /^(?:W\/)?"(\d{1,15})"$/.exec(c.req.header('if-match') ?? '')?.[1]
  if (version === undefined)
    return c.json({ title: 'Say by If-Match which version was changed.', code: 'version_missing', status: 428 }, 428)
  const stored = await findDraft(c)
  const read = await readWords(db, readJsonWords(await readJson(c)), stored)
  if (read.wrong) {
    const { field, sentence } = read.wrong
    return answerProblem(c, { status: 422, code: 'bad_input', title: sentence, errors: { [field]: sentence } })
  }
  const now = clock.now()
  const saved = await saveDraft(db, stored.id, read.draft, Number(version), now)
  if (!saved.saved) return answerTheirs(c, saved.theirs)
  noteSaved(c, stored.id, read.draft, now)
  return c.json({ version: saved.version, savedAt: now }, 200, { ETag: `"${saved.version}"` })
})

async function readJson(c: Context<AdminEnv>): Promise<unknown> {
  try {
    return await c.req.json()
  } catch {
    throw problem('bad_input', 'These words did not arrive whole. They were not saved.')
  }
}

function answerTheirs(c: Context<AdminEnv>, { version, subject, preheader, doc, updatedAt }: Broadcast) {
  const title = 'This letter was changed elsewhere meanwhile.'
  const theirs = { version, subject, preheader, doc, savedAt: updatedAt }
  return c.json({ title, code: 'changed_elsewhere', status: 412, ...theirs }, 412, { ETag: `"${version}"` })
}
