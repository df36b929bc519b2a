// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text
import { type Guard, guard, guards, journeys, unit } from './guard.ts'

const report = journeys('report', 'says what came of it')
const web = journeys('report', 'is there once she says so')

/** What is said of a letter that has left, and letters on the web. */
export const reports: Guard[] = [
  guards(
    'a booking counts for a week',
    [
      [
        'src/features/broadcasts/report.ts',
        'terms.bookingsBetween(from, until(BOOKING_DAYS))',
        'terms.bookingsBetween(from, until(99))',
      ],
      ['src/features/broadcasts/report.ts', ' and k.booked_at < d.sent_at + ${BOOKING_DAYS * DAY_MS}', ''],
    ],
    report,
  ),
  guard(
    'who left is counted by the link of this letter',
    'src/web/reader/unsubscribe-routes.tsx',
    "page: '/unsubscribe' }), broadcast }",
    "page: '/unsubscribe' }) }",
    report,
  ),
  guard(
    'machines are not among the people who clicked',
    'src/features/broadcasts/links/clicks.ts',
    'max(human_at) is not null as clicked',
    'true as clicked',
    report,
  ),
  guard(
    'a link counts its people',
    'src/features/broadcasts/links/clicks.ts',
    'count(human_at) as people',
    'count(*) as people',
    report,
  ),
  guard('replies are a number', 'src/web/admin/report/report-routes.ts', '/^\\d{1,7}$/.test(digits) && ', '', report),
  guard(
    'a draft has no report',
    'src/web/admin/report/report-routes.ts',
    "if (found.status === 'draft')",
    'if (!found)',
    journeys('report', 'for operators alone'),
  ),
  guard(
    'few readers have no percentages',
    'src/web/admin/report/say-share.ts',
    'const FEW = 20',
    'const FEW = 19',
    unit('report-words'),
  ),
  guard(
    'a share is not rounded to nothing',
    'src/web/admin/report/say-share.ts',
    'percent > 0 && percent < 1',
    'false',
    unit('report-words'),
  ),
  guard(
    'a link of the report leads nowhere',
    'src/web/admin/report/draw-numbers.ts',
    '`${before}${after}',
    '`${before}href="#"${after}',
    unit('report-words'),
  ),
  guard('no cell of a table is a formula', 'src/platform/csv.ts', "? `'${value}`", '? `${value}`', unit('csv')),
  guard('space before a formula does not hide it', 'src/platform/csv.ts', '^[\\s\\p{Cf}]*[=', '^[=', unit('csv')),
  guard('a quote in a cell ends it not', 'src/platform/csv.ts', `text.replaceAll('"', '""')`, 'text', unit('csv')),
  guard(
    'two letters of one name have two addresses',
    'src/features/broadcasts/publish.ts',
    'case when exists (select 1 from broadcasts where slug = ${slug})',
    'case when false',
    web,
  ),
  guard(
    'what is taken down is gone',
    'src/features/broadcasts/published.ts',
    'published_at is not null and status',
    'status',
    web,
  ),
  guard(
    'what has not left is not on the web yet',
    'src/features/broadcasts/published.ts',
    " and status in ('sending', 'paused', 'stopped', 'sent')",
    '',
    journeys('report', 'as it is sent'),
  ),
  guard('a page on the web has a mark', 'src/web/http/answer.ts', 'if (hasEntity(', 'if (!hasEntity(', web),
  guard(
    'a feed is well formed',
    'src/web/visitor/atom.ts',
    '<content type="html">${xml(html)}',
    '<content type="html">${html}',
    web,
  ),
  guard(
    'a page names no reader',
    'src/web/visitor/web-letter.ts',
    "commaName: '',",
    "commaName: ', %%commaName%%',",
    web,
  ),
]
