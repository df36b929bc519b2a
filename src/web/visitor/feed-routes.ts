import { Hono } from 'hono'
import { readPublished } from '../../features/broadcasts/published'
import { answerText } from '../http/answer'
import type { WebEnv } from '../http/context'
import { writeAtom } from './atom'
import { webLetter, webLine } from './web-letter'

/** As many letters as a feed reader that was away for months needs. */
const MOST = 20

/** The letters that the practitioner put on the web, with all of their words. */
export const feedRoutes = new Hono<WebEnv>()

feedRoutes.get('/', async (c) => {
  const { db, config, frame, site } = c.var.app
  const entries = (await readPublished(db, MOST)).map(({ slug, subject, preheader, doc, sentAt, publishedAt }) => ({
    url: `${site.publicUrl}/letters/${slug}`,
    title: webLine(subject, config),
    summary: webLine(preheader, config),
    html: webLetter(doc, frame.blocks, config, site.publicUrl),
    publishedAt: sentAt,
    updatedAt: publishedAt,
  }))
  return answerText(c, writeAtom(site, entries), 'application/atom+xml')
})
