import type { BroadcastNumbers } from '../../../features/broadcasts/numbers'
import type { BroadcastStatus } from '../../../features/broadcasts/schema'
import { sayCount } from '../ui/say-count'
import { When } from '../ui/when'
import { sayProgress } from './say-progress'

export type ProgressProps = {
  id: number
  status: BroadcastStatus
  numbers: BroadcastNumbers
  /** What may be done with it at this moment. */
  possible: { canBeTakenBack: boolean; isHeld: boolean; isFannedOut: boolean }
  scheduledAt: number | null
  /** When a letter at readers' own hours has left in every zone there is. */
  lastAt: number | null
  /** The test of two subjects, while it is not decided. */
  decideAt: number | null
  /** Letters that leave in a second. */
  rate: number
  at: { now: number; timeZone: string }
}

/** How far a letter is; a script replaces this part alone. */
export const Progress = (props: ProgressProps) => {
  const { id, status, numbers, at } = props
  const { planned, sent, delivered, bounced, complained, waiting, dropped } = numbers
  const isLive = ['scheduled', 'sending'].includes(status)
  return (
    <section
      id="progress"
      aria-label="How far it is"
      data-progress={isLive ? `/admin/broadcasts/${id}/progress` : undefined}
      data-state={stateOf(props)}
    >
      <p role="status">{say(props)}</p>
      {planned > 0 && (
        <>
          <progress max={String(planned)} value={String(sent + dropped)}>
            {sayCount(sent)} of {sayCount(planned)}
          </progress>
          <dl class="facts figures">
            <Figure words="Planned" number={planned} />
            <Figure words="Sent" number={sent} />
            <Figure words="Delivered" number={delivered} />
            <Figure words="Bounced" number={bounced} />
            {complained > 0 && <Figure words="Marked as spam" number={complained} />}
            {waiting > 0 && <Figure words="Still to leave" number={waiting} />}
            {dropped > 0 && <Figure words="Will not leave" number={dropped} />}
          </dl>
        </>
      )}
      {isLive && (
        <p class="hint">
          As of <When at={at.now} {...at} />. <a href={`/admin/broadcasts/${id}`}>Look again</a>
        </p>
      )}
    </section>
  )
}

/** What the script compares: when it changes, the whole page is another one. */
export const stateOf = ({ status, possible }: ProgressProps) =>
  [status, possible.canBeTakenBack, possible.isHeld].join(' ')

const Figure = ({ words, number }: { words: string; number: number }) => (
  <div>
    <dt>{words}</dt>
    <dd>{sayCount(number)}</dd>
  </div>
)

function say(props: ProgressProps) {
  const { status, possible, scheduledAt, lastAt, numbers, decideAt, at } = props
  const moment = (when: number) => <When at={when} {...at} />
  if (possible.isHeld) return 'Letters that could not leave for two days wait for your word.'
  switch (status) {
    case 'scheduled':
      if (scheduledAt === null || scheduledAt <= at.now) return 'It is about to leave.'
      if (lastAt !== null)
        return (
          <>
            Each reader gets it at the same hour of the day where they are. By your clock the first leaves{' '}
            {moment(scheduledAt)}, and the last has left {moment(lastAt)} at the latest.
          </>
        )
      return (
        <>
          It leaves {scheduledAt - at.now <= 60_000 ? `in ${saySeconds(scheduledAt - at.now)}` : moment(scheduledAt)}.
        </>
      )
    case 'paused':
    case 'stopped':
    case 'sent':
      return sayProgress(status, numbers)
    default:
      if (decideAt !== null && numbers.waiting === 0)
        return (
          <>
            Two subjects are being tried. What comes of it is decided {moment(decideAt)}; then all others get the
            letter.
          </>
        )
      return <>On its way. {stillTakes(props)}</>
  }
}

function stillTakes({ numbers, possible, lastAt, rate, at }: ProgressProps) {
  if (lastAt !== null && lastAt > at.now)
    return (
      <>
        Each reader gets it at the same hour of the day; the last has left <When at={lastAt} {...at} /> at the latest.
      </>
    )
  if (!possible.isFannedOut && numbers.waiting === 0) return 'The first letters are being written.'
  const seconds = numbers.waiting / rate
  if (seconds < 60) return 'It takes less than a minute more.'
  const minutes = Math.ceil(seconds / 60)
  return minutes < 90
    ? `It takes about ${minutes} minutes more.`
    : `It takes about ${Math.round(minutes / 60)} hours more.`
}

function saySeconds(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000))
  return seconds === 1 ? 'one second' : `${seconds} seconds`
}
