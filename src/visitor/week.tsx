import { sayHour } from '../pages/moment'
import { sayNumber } from '../pages/number'

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
  <svg class="strands" viewBox="0 0 160 900" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <path d="M76 0C78 25 89 100 88 150S79 250 72 300S55 400 51 450S47 550 45 600S45 700 42 750S28 875 26 900" />
    <path d="M84 0C88 24 104 96 106 144S100 240 94 288S74 384 68 432S57 528 54 576S51 672 48 720S40 840 38 864" />
    <path d="M96 0C101 23 120 92 122 138S118 230 112 276S89 368 82 414S68 506 64 552S60 644 58 690S53 805 52 828" />
    <path d="M107 0C112 25 132 98 135 147S134 245 128 294S106 392 98 441S82 539 77 588S71 686 68 735S63 858 62 882" />
    <path d="M114 0C119 24 143 94 148 141S153 235 148 282S127 376 118 423S97 517 90 564S78 658 74 705S71 823 70 846" />
  </svg>
)
