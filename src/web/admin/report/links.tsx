import type { Report } from '../../../features/broadcasts/report'
import { sayCount } from '../ui/say-count'
import { Table } from '../ui/table'
import { type ReportedLink, sayAddress } from './letter-links'
import { sayShare } from './say-share'

type LinksProps = { report: Report; links: readonly ReportedLink[]; path: string }

/** How many people clicked each link, as a table and on the letter itself. */
export const Links = ({ report, links, path }: LinksProps) => (
  <>
    <h2>What was clicked</h2>
    {links.length === 0 ? (
      <p>There is no link in this letter that could be counted.</p>
    ) : (
      <div class="clicked">
        <div>
          <Table
            caption="Links of the letter and how many people clicked each"
            columns={[{ words: 'Link' }, { words: 'People', kind: 'number' }]}
            rows={links.map(({ words, href, people }) => [
              <>
                {words || sayAddress(href)}
                <small>{words ? sayAddress(href) : 'No longer in the letter'}</small>
              </>,
              sayShare(people, report.sent),
            ])}
          />
          <p class="hint">
            Each person counts once for a link, and once in all. Whether a letter was opened is not measured: that would
            take a hidden picture that watches your readers, and mail programs that load it by themselves would make the
            number worthless.
          </p>
          {report.machines > 0 && (
            <p class="hint">
              In {report.machines === 1 ? 'one more letter' : `${sayCount(report.machines)} more letters`} links were
              opened only by programs, such as those that check mail for viruses. They are counted nowhere else.
            </p>
          )}
        </div>
        <iframe
          title="The letter, with the number of people at each link"
          src={`${path}/report/letter`}
          sandbox="allow-same-origin"
        />
      </div>
    )}
  </>
)
