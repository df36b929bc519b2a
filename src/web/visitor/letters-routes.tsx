import type { Context } from 'hono'
import { Hono } from 'hono'
import { picturesOf } from '../../features/broadcasts/document/pictures-of'
import { findPublished, listPublished, type PublishedLetter as Published } from '../../features/broadcasts/published'
import { firstCourse } from '../../features/courses/find-course'
import { problem } from '../../platform/errors'
import { answerText, show } from '../http/answer'
import type { WebEnv } from '../http/context'
import { NOT_KEPT } from '../http/policy'
import { document } from '../ui/layout'
import { LetterGone, Letters, PublishedLetter } from './letters'
import { webLetter, webLine } from './web-letter'

/** The most letters of the list; who writes every week fills it in ten years. */
const MOST = 520

/** Letters that the practitioner put on the web. */
export const lettersRoutes = new Hono<WebEnv>()

lettersRoutes.get('/', async (c) => {
  const letters = (await listPublished(c.var.app.db, MOST)).map((letter) => listed(c, letter))
  return answerText(c, document(<Letters {...common(c)} letters={letters} />), 'text/html')
})

lettersRoutes.get('/:slug', async (c) => {
  const { db, config, frame, site } = c.var.app
  const found = await findPublished(db, c.req.param('slug'))
  if (found === null) throw problem('not_found', 'There is no letter at this address.')
  if (found === 'gone') {
    for (const [name, value] of Object.entries(NOT_KEPT)) c.header(name, value)
    return show(c, <LetterGone site={site} />, 410)
  }
  const html = webLetter(found.doc, frame.blocks, config)
  const [first] = picturesOf(found.doc)
  const picture = first && `/media/${first.key}`
  const page = <PublishedLetter {...common(c)} letter={listed(c, found)} html={html} picture={picture} />
  return answerText(c, document(page), 'text/html')
})

const listed = (c: Context<WebEnv>, { slug, subject, preheader, sentAt }: Published) => ({
  path: `/letters/${slug}`,
  subject: webLine(subject, c.var.app.config),
  preheader: webLine(preheader, c.var.app.config),
  sentAt,
})

const common = (c: Context<WebEnv>) => ({
  site: c.var.app.site,
  timeZone: c.var.app.config.DEFAULT_TIME_ZONE,
  course: firstCourse(c.var.app.courses).title,
})
