import type { Trial } from '../../../features/broadcasts/judge-test'
import { sayCount } from '../ui/say-count'
import { When } from '../ui/when'
import { sayVerdict, type TestFound } from './say-verdict'

type TestPartProps = { test: TestFound; subject: string; at: { now: number; timeZone: string } }

/** Two subjects, how many people clicked in each, and what that says. */
export const TestPart = ({ test, subject, at }: TestPartProps) => (
  <section aria-labelledby="subjects">
    <h2 id="subjects">Two subjects</h2>
    <dl class="facts">
      <dt>{subject}</dt>
      <dd>{sayClicks(test.trial.a)}</dd>
      <dt>{test.subject}</dt>
      <dd>{sayClicks(test.trial.b)}</dd>
    </dl>
    <p>
      {test.winner ? (
        sayVerdict(test, subject)
      ) : test.decideAt === null ? (
        'Nothing is decided yet: the letters of the comparison are still leaving.'
      ) : (
        <>
          Decided <When at={test.decideAt} {...at} />, by the people who click until then.
        </>
      )}
    </p>
  </section>
)

const sayClicks = ({ sent, clicked }: Trial['a']) =>
  `${clicked === 1 ? 'one person' : `${sayCount(clicked)} people`} of ${sayCount(sent)} clicked`
