import type { Context } from 'hono'
import { contentOf } from '../../../features/broadcasts/content'
import type { Broadcast } from '../../../features/broadcasts/find'
import { reportOf } from '../../../features/broadcasts/report'
import { show } from '../../http/answer'
import type { AdminEnv } from '../context'
import { readEnding } from '../sending/read-ending'
import { linksInOrder } from './letter-links'
import { ReportPage, type ReportPageProps } from './report-page'

/** The report of a letter, and what of it the page and the table share. */
export async function readReport(c: Context<AdminEnv>, broadcast: Broadcast) {
  const { db, clock, frame, reportTerms } = c.var.app
  const report = await reportOf(db, broadcast, reportTerms, clock.now())
  const content = contentIn(broadcast, frame.blocks)
  return { report, content, links: linksInOrder(content, report.links) }
}

/** Answers with the report of a letter that has left. */
export async function showReport(
  c: Context<AdminEnv>,
  broadcast: Broadcast,
  wrong?: NonNullable<ReportPageProps['wrong']>,
) {
  const { clock, config, site } = c.var.app
  const { report, links } = await readReport(c, broadcast)
  const ending = await readEnding(c, broadcast)
  const at = { now: clock.now(), timeZone: config.DEFAULT_TIME_ZONE }
  const page = { site, operator: c.var.operator, broadcast, report, links, ending, done: c.req.query('done'), ...at }
  return show(c, <ReportPage {...page} {...(wrong && { wrong })} />, wrong ? 422 : 200)
}

const contentIn = ({ doc, ...letter }: Broadcast, blocks: Parameters<typeof contentOf>[1]) =>
  contentOf({ ...letter, doc: doc && JSON.stringify(doc) }, blocks)
