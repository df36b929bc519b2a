import { Checkbox, Choice, PostForm, TextField } from '../ui/form'
import { HourOptions } from '../ui/hour-options'
import { Page } from '../ui/layout'
import { sayAssumed } from '../ui/moment'
import type { Site } from '../ui/site'
import { ZoneOptions } from '../ui/zone-options'
import { type CourseState, CourseStateNow } from './course-state'
import { PauseButtons } from './pause-buttons'

export type PreferencesProps = {
  site: Site
  /** save: firstName, hour, timeZone, weekdaysOnly ("on" or absent) · pause: pauseFor · resume: no field. */
  actions: { save: string; pause: string; resume: string }
  values: { firstName: string; hour: number; timeZone: string; weekdaysOnly: boolean }
  /** The zone that is used when the reader's is unknown. */
  assumedZone?: string
  errors?: { firstName?: string; hour?: string; timeZone?: string; pauseFor?: string }
  /** IANA names to choose from; the reader's own is added if it is missing. */
  zones: readonly string[]
  courseState: CourseState
  /** What was just done, in a sentence: "Saved." */
  saved?: string
  unsubscribeUrl: string
}

/** Everything a reader may set, on one page: hour, time zone, weekends, a pause. */
export const Preferences = (props: PreferencesProps) => {
  const { site, courseState, saved, actions, errors, unsubscribeUrl } = props
  const reading = courseState.is === 'reading' || courseState.is === 'paused'
  return (
    <Page site={site} title="Your mornings">
      <h1>Your mornings</h1>
      {saved && (
        <p class="notice" role="status">
          {saved}
        </p>
      )}
      <CourseStateNow courseState={courseState} resume={actions.resume} />
      {courseState.is !== 'unsubscribed' && (
        <>
          <Settings {...props} />
          {reading && (
            <section class="apart">
              <h2>{courseState.is === 'paused' ? 'Rest a little longer' : 'A pause'}</h2>
              <p>The letters wait, and go on with the next lesson when the pause is over.</p>
              {errors?.pauseFor && <p class="wrong">{errors.pauseFor}</p>}
              <PauseButtons action={actions.pause} />
            </section>
          )}
          <section class="apart">
            <h2>Stop the letters</h2>
            <p>
              <a href={unsubscribeUrl}>Unsubscribe</a>. It takes one press.
            </p>
          </section>
        </>
      )}
    </Page>
  )
}

const Settings = ({ actions, values, errors = {}, zones, assumedZone }: PreferencesProps) => (
  <section class="apart">
    <h2>Hour and name</h2>
    {assumedZone && <p class="notice">{sayAssumed(assumedZone)} Please choose the nearest place below, and save.</p>}
    <PostForm action={actions.save}>
      <TextField
        name="firstName"
        label="First name"
        optional
        value={values.firstName}
        error={errors.firstName}
        autocomplete="given-name"
      />
      <Choice name="hour" label="The letter comes at" error={errors.hour}>
        <HourOptions chosen={values.hour} />
      </Choice>
      <Choice name="timeZone" label="Time zone" hint="The nearest place with your time." error={errors.timeZone}>
        <ZoneOptions zones={zones} chosen={values.timeZone} />
      </Choice>
      <div class="offer" data-offer-zone hidden>
        <p>
          This device says <output />.
        </p>
        <button class="quiet" type="button">
          Use it
        </button>
      </div>
      <Checkbox name="weekdaysOnly" label="Weekdays only, Monday to Friday" on={values.weekdaysOnly} />
      <button type="submit">Save</button>
    </PostForm>
  </section>
)
