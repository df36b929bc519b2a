import { PostForm } from '../ui/form'
import { HourOptions } from '../ui/hour-options'
import { Page } from '../ui/layout'
import type { Site } from '../ui/site'
import { PauseButtons } from './pause-buttons'

type Ask = {
  state: 'ask'
  action: string
  /** The alternatives, each a form of the preferences, with the reader's hour; left out when no lesson is to come. */
  gentler?: {
    /** pauseFor */
    pause: string
    /** weekdaysOnly=on; left out when it is set already */
    weekdays?: string
    /** hour */
    hour: string
    current: number
    preferencesUrl: string
  }
}

export type UnsubscribeProps = { site: Site } & (Ask | { state: 'done' })

/** Asks once, offers a slower pace beside it, and confirms the end. */
export const Unsubscribe = (props: UnsubscribeProps) =>
  props.state === 'ask' ? <Asking {...props} /> : <Gone site={props.site} />

const Asking = ({ site, action, gentler }: { site: Site } & Ask) => (
  <Page site={site} title="Stop the letters?">
    <h1>Stop the letters?</h1>
    <p class="lead">One press, and no more of them come. There is nothing to explain.</p>
    <PostForm action={action}>
      <button type="submit">Unsubscribe</button>
    </PostForm>
    {gentler && <Gentler gentler={gentler} />}
  </Page>
)

const Gentler = ({ gentler }: { gentler: NonNullable<Ask['gentler']> }) => (
  <section class="apart">
    <h2>Or a gentler pace</h2>
    <h3>Pause, and go on where you were</h3>
    <PauseButtons action={gentler.pause} />
    {gentler.weekdays && (
      <>
        <h3>Leave the weekends free</h3>
        <PostForm action={gentler.weekdays} hiddenFields={{ weekdaysOnly: 'on' }}>
          <button class="quiet" type="submit">
            Weekdays only
          </button>
        </PostForm>
      </>
    )}
    <h3>Another hour</h3>
    <PostForm action={gentler.hour} class="row">
      <select name="hour" aria-label="The hour at which the letter comes">
        <HourOptions chosen={gentler.current} />
      </select>
      <button class="quiet" type="submit">
        Change the hour
      </button>
    </PostForm>
    <p>
      <a href={gentler.preferencesUrl}>Everything you can set</a>
    </p>
  </section>
)

const Gone = ({ site }: { site: Site }) => (
  <Page site={site} title="You are unsubscribed">
    <h1>You are unsubscribed</h1>
    <p class="lead">No more letters come. Thank you for the time you gave them.</p>
    <h2>Changed your mind?</h2>
    <p>
      <a href="/#begin">Sign up again</a> with the same address whenever you like. A short letter will ask you to
      confirm, as it did the first time.
    </p>
  </Page>
)
