import { type Context, Hono } from 'hono'
import { EVERYONE, readAudience } from '../../../features/broadcasts/audience'
import { readChosen } from '../../../features/broadcasts/choose-audience'
import {
  deleteSegment,
  findSegment,
  listSegments,
  MAX_NAME,
  renameSegment,
  saveSegment,
} from '../../../features/broadcasts/segments'
import { type AuditAction, recordAudit } from '../../../operators/audit'
import { problem } from '../../../platform/errors'
import { show } from '../../http/answer'
import { readForm } from '../../http/read-form'
import type { AdminEnv } from '../context'
import { Segments } from './segments'

/** Saved groups of readers. */
export const segmentRoutes = new Hono<AdminEnv>()

segmentRoutes.get('/', (c) => showSegments(c))

// Saves the readers of a draft under a name.
segmentRoutes.post('/', async (c) => {
  const { db, clock } = c.var.app
  const { name, letter } = await readForm(c)
  const draft = Number(letter)
  const named = readName(name)
  const [stored] = Number.isSafeInteger(draft) ? await readChosen(db, draft) : []
  const audience = stored && readAudience(stored.audience)
  if (!audience) throw problem('not_found', 'This letter is no longer here, so its readers cannot be saved.')
  if (named === null) return showSegments(c, { sentence: NO_NAME })
  const now = clock.now()
  const [saved] = await saveSegment(db, named, audience ?? EVERYONE, now)
  if (!saved) throw problem('bad_input', 'There are two hundred groups already. Please delete one first.')
  await note(c, 'segment_saved', saved.id, named)
  return c.redirect(`/admin/broadcasts/${draft}/audience`, 303)
})

segmentRoutes.post('/:id{[0-9]{1,16}}/rename', async (c) => {
  const { db, clock } = c.var.app
  const id = Number(c.req.param('id'))
  const named = readName((await readForm(c)).name)
  if (named === null) return showSegments(c, { id, sentence: NO_NAME })
  const renamed = await renameSegment(db, id, named, clock.now())
  if (renamed.length === 0)
    return showSegments(c, { id, sentence: 'There is a group of this name already. Please choose another name.' })
  await note(c, 'segment_renamed', id, named)
  return c.redirect('/admin/segments?done=renamed', 303)
})

segmentRoutes.post('/:id{[0-9]{1,16}}/delete', async (c) => {
  const { db } = c.var.app
  const id = Number(c.req.param('id'))
  const [segment] = await findSegment(db, id)
  if (segment && (await deleteSegment(db, id)).length > 0) await note(c, 'segment_deleted', id, segment.name)
  return c.redirect('/admin/segments?done=deleted', 303)
})

const NO_NAME = `Please give this group a name of at most ${MAX_NAME} characters.`

function readName(given = ''): string | null {
  const name = given.replace(/\s+/g, ' ').trim()
  return name === '' || name.length > MAX_NAME ? null : name
}

async function showSegments(c: Context<AdminEnv>, wrong?: { id?: number; sentence: string }) {
  const { db, site } = c.var.app
  const segments = await listSegments(db)
  const page = { segments, done: c.req.query('done'), wrong }
  return show(c, <Segments site={site} operator={c.get('operator')} {...page} />, wrong ? 422 : 200)
}

async function note(c: Context<AdminEnv>, action: AuditAction, id: number, name: string) {
  const { db, clock } = c.var.app
  await recordAudit(db, { ...c.get('actor'), action, subject: id, detail: { name } }, clock.now())
}
