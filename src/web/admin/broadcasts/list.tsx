import type { ListedBroadcast, Place } from '../../../features/broadcasts/list'
import type { SummedCounts } from '../../../mail/counts/read'
import type { Site } from '../../ui/site'
import { Action, ButtonLink } from '../ui/button'
import { Empty } from '../ui/empty'
import { Notice } from '../ui/notice'
import { AdminPage } from '../ui/page'
import { sayCount } from '../ui/say-count'
import { Status } from '../ui/status'
import { Table } from '../ui/table'
import { When } from '../ui/when'
import { HELD, STATUS_WORDS } from './say-status'

type LetterListProps = {
  site: Site
  operator: { email: string }
  broadcasts: readonly ListedBroadcast[]
  counts: readonly SummedCounts[]
  /** Those that wait for a decision. */
  held: readonly number[]
  next: Place | null
  at: { now: number; timeZone: string }
  /** The id of the draft that was deleted just now. */
  deleted: string | undefined
  isFirst: boolean
}

/** All letters: drafts first, then the latest. */
export const LetterList = ({
  site,
  operator,
  broadcasts,
  counts,
  held,
  next,
  at,
  deleted,
  isFirst,
}: LetterListProps) => (
  <AdminPage
    site={site}
    operator={operator}
    title="Letters"
    current="letters"
    shape="wide"
    action={<ButtonLink href="/admin/broadcasts/new">New letter</ButtonLink>}
  >
    {deleted && (
      <Notice>
        <p>The draft is deleted. It can be brought back for 30 days.</p>
        <Action action={`/admin/broadcasts/${deleted}/restore`}>Bring it back</Action>
      </Notice>
    )}
    {broadcasts.length > 0 ? (
      <Table
        caption="Letters, drafts first"
        columns={COLUMNS}
        rows={broadcasts.map((letter) =>
          rowOf(
            letter,
            counts.find(({ sourceId }) => sourceId === letter.id),
            held.includes(letter.id),
            at,
          ),
        )}
      />
    ) : isFirst ? (
      <Empty title="No letters yet">
        <p>
          Beside the lessons you can write to all your readers: a note from the practice, an article, an invitation.
        </p>
      </Empty>
    ) : (
      <p>There are no more letters.</p>
    )}
    {next && (
      <p class="pager">
        <ButtonLink look="quiet" href={`/admin/broadcasts?after=${next.of}-${next.at}-${next.id}`}>
          Older letters
        </ButtonLink>
      </p>
    )}
  </AdminPage>
)

const COLUMNS = [
  { words: 'Letter' },
  { words: 'State' },
  { words: 'When' },
  { words: 'Sent', kind: 'number' },
  { words: 'Delivered', kind: 'number' },
  { words: 'Bounced', kind: 'number' },
  { words: 'What to do', kind: 'actions' },
] as const

function rowOf(letter: ListedBroadcast, counts: SummedCounts | undefined, isHeld: boolean, at: LetterListProps['at']) {
  const { id, status, subject, preheader, scheduledAt, finishedAt, updatedAt, isPublished } = letter
  const { state, words } = isHeld ? HELD : STATUS_WORDS[status]
  const isDraft = status === 'draft'
  const title = subject || 'No subject yet'
  const { sent = 0, delivered = 0, bounced = 0 } = counts ?? {}
  const numbers = isDraft ? [null, null, null] : [sent, delivered, bounced].map(sayCount)
  return [
    <>
      <a href={`/admin/broadcasts/${id}`}>{title}</a>
      {preheader && <small>{preheader}</small>}
    </>,
    <>
      <Status state={state}>{words}</Status>
      {isPublished && <small>On your site</small>}
    </>,
    <When at={(isDraft ? updatedAt : (finishedAt ?? scheduledAt)) ?? updatedAt} {...at} />,
    ...numbers,
    <>
      <Action action={`/admin/broadcasts/${id}/duplicate`} of={title}>
        Duplicate
      </Action>{' '}
      {isDraft && (
        <Action action={`/admin/broadcasts/${id}/delete`} look="danger" of={title}>
          Delete
        </Action>
      )}
    </>,
  ]
}
