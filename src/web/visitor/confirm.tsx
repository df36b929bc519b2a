import { Figure } from '../ui/figure'
import { PostForm } from '../ui/form'
import { Page } from '../ui/layout'
import { type NextLetter, sayAssumed, sayHour, sayZone } from '../ui/moment'
import type { Site } from '../ui/site'
import { Broken, TooOld } from './confirm-failed'

/** `reading`: a reader of another course asks. */
type Ask = { state: 'ask'; action: string; reading?: boolean }
type Done = {
  state: 'done'
  next: NextLetter
  preferencesUrl: string
  /** Lesson 1 as a page, for someone who would rather begin at once. */
  lessonUrl?: string
  mailbox?: { name: string; url: string }
}
/** As `done`, on a day that had a lesson already or in a pause. */
type Later = Omit<Done, 'state'> & { state: 'later' }
type Already = { state: 'already'; next?: NextLetter; preferencesUrl?: string }

export type ConfirmProps = { site: Site } & (Ask | Done | Later | Already | { state: 'too-old' } | { state: 'broken' })

/** The page behind the link in the confirmation mail: one button, then what happens next. */
export const Confirm = (props: ConfirmProps) => {
  switch (props.state) {
    case 'ask':
      return <Asking {...props} />
    case 'done':
      return <Begun {...props} />
    case 'later':
      return <BegunLater {...props} />
    case 'already':
      return <BegunBefore {...props} />
    case 'too-old':
      return <TooOld site={props.site} />
    case 'broken':
      return <Broken site={props.site} />
  }
}

const Asking = ({ site, action, reading }: { site: Site } & Ask) => (
  <Page site={site} title="Shall we begin?">
    <Figure name="hands" class="vignette" />
    <h1>Shall we begin?</h1>
    <p class="lead">
      {reading
        ? 'One press, and this course is yours too. A day brings one lesson at most, so its first may come tomorrow.'
        : 'One press, and the first lesson is on its way to you.'}
    </p>
    <PostForm action={action}>
      <button type="submit">Yes, begin</button>
    </PostForm>
    <p class="hint">If it was not you who asked, close this page. Nothing happens, and no lesson is sent.</p>
  </Page>
)

const Begun = ({ site, next, preferencesUrl, lessonUrl, mailbox }: { site: Site } & Done) => (
  <Page site={site} title="Lesson 1 is on its way">
    <Figure name="hands" class="vignette" />
    <h1>Lesson 1 is on its way</h1>
    <p class="lead">
      It should be in your inbox within a minute. Lesson 2 comes <When {...next} />.
    </p>
    {mailbox ? (
      <p>
        <a class="button" href={mailbox.url} rel="noreferrer">
          Open {mailbox.name}
        </a>
      </p>
    ) : null}
    {lessonUrl && (
      <p>
        Or <a href={lessonUrl}>read lesson 1 here</a>, now.
      </p>
    )}
    {next.assumed ? (
      <p class="notice">
        {sayAssumed(next.timeZone)} If you live elsewhere, <a href={preferencesUrl}>set your own</a>; it takes a moment.
      </p>
    ) : (
      <p>
        Would another hour suit you better, or another time zone? <a href={preferencesUrl}>Set your own morning</a>.
      </p>
    )}
  </Page>
)

const BegunLater = ({ site, next, preferencesUrl, lessonUrl }: { site: Site } & Later) => (
  <Page site={site} title="It begins soon">
    <Figure name="hands" class="vignette" />
    <h1>It begins soon</h1>
    <p class="lead">
      Lesson 1 comes <When {...next} />: a day brings one lesson at most.
    </p>
    {lessonUrl && (
      <p>
        Or <a href={lessonUrl}>read lesson 1 here</a>, now.
      </p>
    )}
    <p>
      <a href={preferencesUrl}>Hour, time zone and pauses</a> can be set at any time.
    </p>
  </Page>
)

const BegunBefore = ({ site, next, preferencesUrl }: { site: Site } & Already) => (
  <Page site={site} title="You have already begun">
    <h1>You have already begun</h1>
    <p class="lead">
      {next ? (
        <>
          Your next lesson comes <When {...next} />.
        </>
      ) : (
        'Your address is confirmed. There is nothing more to do here.'
      )}
    </p>
    {preferencesUrl && (
      <p>
        <a href={preferencesUrl}>Hour, time zone and pauses</a> can be set at any time.
      </p>
    )}
  </Page>
)

const When = ({ on, hour, timeZone }: NextLetter) => (
  <>
    {on}, at {sayHour(hour)}, {sayZone(timeZone)}
  </>
)
