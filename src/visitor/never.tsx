import { PostForm } from '../pages/form'
import { Page } from '../pages/layout'
import type { Site } from '../pages/site'

export type NeverProps = { site: Site } & ({ state: 'ask'; action: string } | { state: 'done'; wasReading: boolean })

/** "Never write to this address again": one button, so that nobody can draw letters to a mailbox that wants none. */
export const Never = (props: NeverProps) => (props.state === 'ask' ? <Asking {...props} /> : <Noted {...props} />)

const Asking = ({ site, action }: { site: Site; action: string }) => (
  <Page site={site} title="Never write to this address again?">
    <h1>Never write to this address again?</h1>
    <p class="lead">
      Somebody entered your address in my form, and perhaps it was not you. One press, and I write to it no more,
      whoever enters it.
    </p>
    <PostForm action={action}>
      <button type="submit">Never write again</button>
    </PostForm>
    <p class="hint">If lessons come to this address, they stop as well.</p>
  </Page>
)

const Noted = ({ site, wasReading }: { site: Site; wasReading: boolean }) => (
  <Page site={site} title="Nothing more comes">
    <h1>Nothing more comes</h1>
    <p class="lead">
      {wasReading
        ? 'You had the lessons from here. They have stopped, and this address gets no more letters, whoever enters it.'
        : 'This address gets no more letters from here, whoever enters it. I am sorry for the trouble.'}
    </p>
    <p>
      {wasReading
        ? 'Your address stays on record as unsubscribed. '
        : 'Your address is off my list; what remains is a mark that nobody can read it back from. '}
      A letter that was on its way a moment ago may still arrive.
    </p>
    <p>
      Should you ever change your mind, <a href={`mailto:${site.replyTo}`}>write to me</a>, and I will open the door
      again.
    </p>
  </Page>
)
