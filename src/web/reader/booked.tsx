import { PostForm } from '../ui/form'
import { Page } from '../ui/layout'
import type { Site } from '../ui/site'

type Ask = {
  state: 'ask'
  action: string
  /** For a reader who has not booked yet after all. */
  bookUrl?: string
}

export type BookedProps = { site: Site } & (Ask | { state: 'done' })

/** "I have booked": one button, so that the letters stop asking. */
export const Booked = (props: BookedProps) =>
  props.state === 'ask' ? <Asking {...props} /> : <Noted site={props.site} />

const Asking = ({ site, action, bookUrl }: { site: Site } & Ask) => (
  <Page site={site} title="You have booked a session?">
    <h1>You have booked a session?</h1>
    <p class="lead">Tell me with one press, and the letters stop asking.</p>
    <PostForm action={action}>
      <button type="submit">I have booked</button>
    </PostForm>
    {bookUrl && (
      <p class="hint">
        Not yet? <a href={bookUrl}>Choose a time</a>.
      </p>
    )}
  </Page>
)

const Noted = ({ site }: { site: Site }) => (
  <Page site={site} title="I look forward to it">
    <h1>I look forward to it</h1>
    <p class="lead">It is noted; the letters will not ask again. You can close this page.</p>
  </Page>
)
