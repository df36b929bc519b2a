import type { Broadcast } from '../../../features/broadcasts/find'
import type { Report } from '../../../features/broadcasts/report'
import type { Site } from '../../ui/site'
import { STATUS_WORDS } from '../broadcasts/say-status'
import { type Ending, SaidOfIt, SendAgain } from '../sending/after-sending'
import { Action, ButtonLink } from '../ui/button'
import { Done } from '../ui/done'
import { AdminPage } from '../ui/page'
import { Status } from '../ui/status'
import { When } from '../ui/when'
import { Figures } from './figures'
import type { ReportedLink } from './letter-links'
import { Links } from './links'
import { NotDelivered } from './not-delivered'
import { OnTheWeb } from './on-the-web'
import { Replies } from './replies'
import { Subjects } from './subjects'

export type ReportPageProps = {
  site: Site
  operator: { email: string }
  broadcast: Broadcast
  report: Report
  links: readonly ReportedLink[]
  ending: Ending
  now: number
  timeZone: string
  done?: string | undefined
  /** What was typed as the number of replies, and what is wrong with it. */
  wrong?: { replies: string; sentence: string }
}

/** What came of a letter that has left. */
export const ReportPage = ({ site, operator, broadcast, done, wrong, ...told }: ReportPageProps) => {
  const path = `/admin/broadcasts/${broadcast.id}`
  return (
    <AdminPage
      site={site}
      operator={operator}
      title={broadcast.subject}
      current="letters"
      shape="wide"
      action={
        <ButtonLink look="quiet" href={`${path}/report.csv`}>
          Download as a table
        </ButtonLink>
      }
    >
      <Done code={done} says={DONE} />
      <Left broadcast={broadcast} now={told.now} timeZone={told.timeZone} />
      <SaidOfIt ending={told.ending} />
      <Figures report={told.report} replies={broadcast.replies} />
      <Links report={told.report} links={told.links} path={path} />
      <Subjects report={told.report} />
      <NotDelivered report={told.report} />
      <Replies action={`${path}/replies`} replies={broadcast.replies} wrong={wrong} />
      <OnTheWeb path={path} broadcast={broadcast} />
      {told.ending.canBeRepeated && <SendAgain path={path} subject={broadcast.subject} />}
      <h2>Write it again</h2>
      <p>A copy is a new draft with the same words.</p>
      <Action action={`${path}/duplicate`}>Copy this letter</Action>
    </AdminPage>
  )
}

const DONE = {
  stopped: 'Stopped for good.',
  replies: 'The replies are noted.',
  published: 'The letter is on the web.',
  unpublished: 'The letter is off the web.',
}

const Left = ({ broadcast, now, timeZone }: Pick<ReportPageProps, 'broadcast' | 'now' | 'timeZone'>) => {
  const { status, scheduledAt, finishedAt } = broadcast
  const { state, words } = STATUS_WORDS[status]
  const at = finishedAt ?? scheduledAt
  return (
    <p>
      <Status state={state}>{words}</Status>
      {at !== null && (
        <>
          {' '}
          <When at={at} now={now} timeZone={timeZone} />
        </>
      )}
    </p>
  )
}
