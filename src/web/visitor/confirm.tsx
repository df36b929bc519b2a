import { Figure } from '../ui/figure'
import { PostForm } from '../ui/form'
import { Page } from '../ui/layout'
import { type NextLetter, sayAssumed, sayHour, sayZone } from '../ui/moment'
import type { Site } from '../ui/site'

type Ask = { state: 'ask'; action: string }
type Done = {
  state: 'done'
  next: NextLetter
  preferencesUrl: string
  /** Lesson 1 as a page, for someone who would rather begin at once. */
  lessonUrl?: string
  mailbox?: { name: string; url: string }
}
type Already = { state: 'already'; next?: NextLetter; preferencesUrl?: string }

export type ConfirmProps = { site: Site } & (Ask | Done | Already | { state: 'too-old' } | { state: 'broken' })

/** The page behind the link in the confirmation mail: one button, then what happens next. */
export const Confirm = (props: ConfirmProps) => {
  switch (props.state) {
    case 'ask':
      return <Asking {...props} />
    case 'done':
      return <Begun {...props} />
    case 'already':
      return <BegunBefore {...props} />
    case 'too-old':
      return <TooOld site={props.site} />
    case 'broken':
      return <Broken site={props.site} />
  }
}

const Asking = ({ site, action }: { site: Site } & Ask) => (
  <Page site={site} title="Shall we begin?">
    <Figure name="hands" class="vignette" />
    <h1>Shall we begin?</h1>
    <p class="lead">One press, and the first lesson is on its way to you.</p>
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

const TooOld = ({ site }: { site: Site }) => (
  <Page site={site} title="This link has grown old">
    <h1>This link has grown old</h1>
    <p class="lead">
      To keep your address safe, such a link works for thirty days, and stops working if you unsubscribe.
    </p>
    <p>
      <a class="button" href="/#begin">
        Sign up again
      </a>
    </p>
    <p class="hint">It takes half a minute; a fresh letter comes at once.</p>
  </Page>
)

const Broken = ({ site }: { site: Site }) => (
  <Page site={site} title="Part of this link is missing">
    <h1>Part of this link is missing</h1>
    <p class="lead">
      Some mail programs cut long links in two. Go back to the letter and press the button there, or copy the whole
      address out of it.
    </p>
    <p>
      If that does not help, <a href="/#begin">sign up again</a>; a fresh letter comes at once.
    </p>
  </Page>
)
