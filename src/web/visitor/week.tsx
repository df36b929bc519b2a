import { sayNumber } from '../../platform/say-number'
import { sayHour } from '../ui/moment'

export type Day = {
  day: number
  title: string
  /** The name of the practice: `Lift and glide`. */
  practice?: string
  minutes: number
}

/** The week at a glance: one line a morning. */
export const Week = ({ days, hour }: { days: readonly Day[]; hour: number }) => (
  <section>
    <div class="margin">
      <h2>The {sayNumber(days.length)} mornings</h2>
      <Strands />
    </div>
    <div>
      <p>
        A letter comes at {sayHour(hour)}, or at the hour you choose, with one idea and one small practice. You need
        your hands and about five minutes.
      </p>
      <ol class="days">{days.map(DayLine)}</ol>
    </div>
  </section>
)

const DayLine = ({ title, practice, minutes }: Day) => (
  <li>
    <h3>{title}</h3>
    <p class="hint">
      {practice && `${practice}, `}
      {minutes} minutes
    </p>
  </li>
)

// The lines that leave the neck in the drawing above run on through the week.
const Strands = () => (
  <svg class="strands" viewBox="-12 0 160 900" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <path d="M70 22C82 91 86 160 84 229S72 367 59 436S29 574 15 643S-10 781 -8 850" />
    <path d="M80 8C94 81 100 154 97 227S81 373 65 446S31 592 19 665S3 811 10 884" />
    <path d="M87 0C101 75 111 150 109 225S94 375 77 450S39 600 28 675S15 825 23 900" />
    <path d="M97 14C111 85 124 156 124 228S112 370 94 441S52 583 39 655S23 797 29 868" />
    <path d="M111 30C127 97 142 165 143 232S130 367 109 434S62 569 47 636S29 771 35 838" />
  </svg>
)
