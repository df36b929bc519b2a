import type { Child } from 'hono/jsx'
import { BOOKING_DAYS, type Report } from '../../../features/broadcasts/report'
import { sayCount } from '../ui/say-count'
import { sayShare } from './say-share'

type FiguresProps = { report: Report; replies: number | null }

/** The numbers of a letter: the ones that matter first, and what went wrong last. */
export const Figures = ({ report, replies }: FiguresProps) => {
  const { sent, delivered, people, booked, left, bounced, complained, failed, waiting } = report
  return (
    <dl class="figures">
      <Figure words="Sent" number={sayCount(sent)} />
      <Figure words="Delivered" number={sayShare(delivered, sent)} />
      <Figure words="Clicked a link" number={sayShare(people, sent)} />
      <Figure
        words={`Booked within ${BOOKING_DAYS === 7 ? 'seven' : BOOKING_DAYS} days`}
        number={sayShare(booked, sent)}
      />
      {replies !== null && <Figure words="Wrote back" number={sayCount(replies)} />}
      <Figure words="Unsubscribed by its link" number={sayShare(left, sent)} />
      <Figure words="Came back" number={sayShare(bounced, sent)} />
      <Figure words="Marked as spam" number={sayShare(complained, sent)} />
      {failed > 0 && <Figure words="Could not be sent" number={sayCount(failed)} />}
      {waiting > 0 && <Figure words="Still to leave" number={sayCount(waiting)} />}
    </dl>
  )
}

const Figure = ({ words, number }: { words: string; number: Child }) => (
  <div>
    <dt>{words}</dt>
    <dd>{number}</dd>
  </div>
)
