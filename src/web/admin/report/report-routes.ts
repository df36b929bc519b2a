import { type Context, Hono } from 'hono'
import { publishBroadcast, unpublishBroadcast } from '../../../features/broadcasts/publish'
import { MAX_REPLIES, noteReplies } from '../../../features/broadcasts/replies'
import { sampleBroadcast } from '../../../features/broadcasts/sample'
import { type AuditAction, recordAudit } from '../../../operators/audit'
import { problem } from '../../../platform/errors'
import { readForm } from '../../http/read-form'
import { findLetter } from '../broadcasts/find-letter'
import type { AdminEnv } from '../context'
import { drawNumbers } from './draw-numbers'
import { writeReport } from './report-csv'
import { readReport, showReport } from './show-report'

/** What came of a letter, and whether it is on the web. */
export const reportRoutes = new Hono<AdminEnv>()

reportRoutes.get('/:id{[0-9]+}/report', async (c) => showReport(c, await findSent(c)))

reportRoutes.get('/:id{[0-9]+}/report.csv', async (c) => {
  const broadcast = await findSent(c)
  const { report, links } = await readReport(c, broadcast)
  const name = `letter-${new Date(broadcast.scheduledAt ?? 0).toISOString().slice(0, 10)}.csv`
  const headers = {
    'Content-Type': 'text/csv; charset=UTF-8; header=present',
    'Content-Disposition': `attachment; filename="${name}"`,
  }
  return c.body(writeReport(broadcast, report, links), 200, headers)
})

// Shown in a frame of the report. It brings its own styles, so it has a policy of its own and may do nothing.
reportRoutes.get('/:id{[0-9]+}/report/letter', async (c) => {
  const { frame, mailer, config } = c.var.app
  const { content, report } = await readReport(c, await findSent(c))
  const { html } = sampleBroadcast(drawNumbers(content, report.links), frame, NOBODY, mailer)
  const images = `'self' ${config.PUBLIC_URL}`
  c.header(
    'Content-Security-Policy',
    `default-src 'none'; img-src ${images}; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox`,
  )
  c.header('X-Frame-Options', 'SAMEORIGIN')
  return c.html(html)
})

const NOBODY = { id: 0, email: 'anna@example.com', firstName: 'Anna' }

reportRoutes.post('/:id{[0-9]+}/replies', async (c) => {
  const broadcast = await findSent(c)
  const { replies = '' } = await readForm(c)
  const number = replies.trim() === '' ? null : readNumber(replies)
  if (number === undefined)
    return showReport(c, broadcast, { replies, sentence: 'Please write a number, such as 12, or leave it empty.' })
  await noteReplies(c.var.app.db, broadcast.id, number, [audit(c, 'letter_replies_noted', broadcast)])
  return c.redirect(`/admin/broadcasts/${broadcast.id}?done=replies`, 303)
})

reportRoutes.post('/:id{[0-9]+}/publish', async (c) => {
  const { db, clock } = c.var.app
  const broadcast = await findSent(c)
  await publishBroadcast(db, broadcast, [audit(c, 'letter_published', broadcast)], clock.now())
  return c.redirect(`/admin/broadcasts/${broadcast.id}?done=published`, 303)
})

reportRoutes.post('/:id{[0-9]+}/unpublish', async (c) => {
  const broadcast = await findSent(c)
  await unpublishBroadcast(c.var.app.db, broadcast.id, [audit(c, 'letter_unpublished', broadcast)])
  return c.redirect(`/admin/broadcasts/${broadcast.id}?done=unpublished`, 303)
})

async function findSent(c: Context<AdminEnv>) {
  const found = await findLetter(c)
  if (found.status === 'draft')
    throw problem('not_found', 'This letter is still a draft, so nothing has come of it yet.')
  return found
}

function audit(c: Context<AdminEnv>, action: AuditAction, { id, subject }: { id: number; subject: string }) {
  const { db, clock } = c.var.app
  return recordAudit(db, { ...c.var.actor, action, subject: id, detail: { title: subject } }, clock.now())
}

function readNumber(typed: string): number | undefined {
  const digits = typed.replace(/[\s.,']/g, '')
  return /^\d{1,7}$/.test(digits) && Number(digits) <= MAX_REPLIES ? Number(digits) : undefined
}
