import { Hono } from 'hono'
import { sendTest } from '../../../features/broadcasts/send-test'
import { newKey } from '../../../platform/ids'
import { show } from '../../http/answer'
import type { AdminEnv } from '../context'
import { contentIn, letterOf, sampleOf } from './letter-of'
import { PreviewPage } from './preview-page'
import { shownIn } from './shown-in'
import { readerOf, readView } from './view'

/** The very letter, before it leaves. */
export const previewRoutes = new Hono<AdminEnv>()

previewRoutes.get('/:id{[0-9]+}/preview', async (c) => {
  const broadcast = await letterOf(c)
  const view = readView(c)
  const reader = await readerOf(c, view)
  const sample = sampleOf(c, broadcast, reader ?? { id: 0, email: '', firstName: '' })
  const { site } = c.var.app
  const page = { site, operator: c.var.operator, broadcast, view, sample, done: c.req.query('done') }
  return show(c, <PreviewPage {...page} isNobody={reader === null} />, reader ? 200 : 422)
})

// Shown in a frame of that page. The letter brings its own styles, so it has a policy of its own and may do nothing.
previewRoutes.get('/:id{[0-9]+}/letter', async (c) => {
  const broadcast = await letterOf(c)
  const view = readView(c)
  const reader = (await readerOf(c, view)) ?? { id: 0, email: '', firstName: '' }
  const sample = sampleOf(c, broadcast, reader)
  const images = view.pictures === 'on' ? `'self' ${c.var.app.config.PUBLIC_URL}` : "'none'"
  c.header(
    'Content-Security-Policy',
    `default-src 'none'; img-src ${images}; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox`,
  )
  c.header('X-Frame-Options', 'SAMEORIGIN')
  if ('unfilled' in sample) return c.text(sample.unfilled, 422)
  return c.html(shownIn(view.light, sample.letter.html))
})

previewRoutes.post('/:id{[0-9]+}/test', async (c) => {
  const { db, clock, frame, sendSoon } = c.var.app
  const broadcast = await letterOf(c)
  const batchId = newKey()
  const letter = { id: broadcast.id, content: contentIn(c, broadcast), frame }
  const { email } = c.var.operator
  if (await sendTest(db, letter, { ...c.var.actor, email }, batchId, clock.now())) sendSoon(batchId, 'broadcast')
  return c.redirect(`/admin/broadcasts/${broadcast.id}/preview?done=sent`, 303)
})
