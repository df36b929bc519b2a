import { PostForm } from '../ui/form'
import { type NextLetter, sayHour, sayZone } from '../ui/moment'

/** How far a reader's course is; each state is one sentence at the top of the page. */
export type CourseState =
  /** `day` is the last lesson that left. */
  | { is: 'reading'; day: number; of: number; next: NextLetter }
  /** `until` can follow "ends": `tomorrow`, `on Monday 7 December`. */
  | { is: 'paused'; until: string; next?: NextLetter }
  | { is: 'refused' }
  | { is: 'finished' }
  | { is: 'unsubscribed' }

type StandingProps = { courseState: CourseState; resume: string }

/** Says how far the course is and, during a pause, offers to continue. */
export const CourseStateNow = ({ courseState, resume }: StandingProps) => (
  <div class="course-state">
    <Sentence {...courseState} />
    {(courseState.is === 'paused' || courseState.is === 'refused') && (
      <PostForm action={resume}>
        <button class="quiet" type="submit">
          {courseState.is === 'paused' ? 'Go on now' : 'It works again, go on'}
        </button>
      </PostForm>
    )}
  </div>
)

const Sentence = (courseState: CourseState) => {
  switch (courseState.is) {
    case 'reading':
      return (
        <p class="lead">
          Lesson {courseState.day + 1} of {courseState.of} comes {courseState.next.on}, at{' '}
          {sayHour(courseState.next.hour)}, {sayZone(courseState.next.timeZone)}.
        </p>
      )
    case 'paused':
      return <p class="lead">The letters rest. The pause ends {courseState.until}, and nothing is lost.</p>
    case 'refused':
      return (
        <p class="lead">
          The letters rest, because your mailbox has turned three in a row away. It may be full, or too strict with
          strangers. Once that is mended, let them go on.
        </p>
      )
    case 'finished':
      return <p class="lead">You have had all the lessons. They stay in your inbox for as long as you keep them.</p>
    case 'unsubscribed':
      return (
        <p class="lead">
          You are unsubscribed, and no letters come. If you would like them again,{' '}
          <a href="/#begin">sign up once more</a> with the same address.
        </p>
      )
  }
}
