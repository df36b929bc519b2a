import type { Broadcast } from '../../../features/broadcasts/find'
import { BOOKING_DAYS, type Report } from '../../../features/broadcasts/report'
import { writeCsv } from '../../../platform/csv'
import { type ReportedLink, sayAddress } from './letter-links'
import { sayReason } from './say-reason'

/** A report as a table with one number a row: what is counted, of which link or reason, and how many. */
export function writeReport(
  { subject, replies }: Pick<Broadcast, 'subject' | 'replies'>,
  report: Report,
  links: readonly ReportedLink[],
): string {
  const { sent, delivered, people, booked, left, bounced, complained, failed, waiting, machines, parts } = report
  const subjects = report.subjects && ['', report.subjects.a, report.subjects.b]
  return writeCsv([
    ['What', 'Of what', 'Number'],
    ['Sent', subject, sent],
    ['Delivered', '', delivered],
    ['People who clicked a link', '', people],
    ...links.map(({ words, href, people }) => [
      'People who clicked this link',
      [words, href.startsWith('https:') ? href : sayAddress(href)].filter(Boolean).join(': '),
      people,
    ]),
    [`Booked within ${BOOKING_DAYS} days`, '', booked],
    ...(replies === null ? [] : [['Wrote back', '', replies]]),
    ['Unsubscribed by its link', '', left],
    ['Came back', '', bounced],
    ['Marked as spam', '', complained],
    ['Could not be sent', '', failed],
    ['Still to leave', '', waiting],
    ...[...report.bounces, ...report.failures].map(({ problem, letters }) => [
      'Did not arrive',
      sayReason(problem),
      letters,
    ]),
    ...(subjects
      ? parts.flatMap(({ part, sent, people }) => [
          ['Sent with this subject', subjects[part] || 'Everyone else', sent],
          ['People who clicked with this subject', subjects[part] || 'Everyone else', people],
        ])
      : []),
    ['Letters whose links only programs opened', '', machines],
  ])
}
