import { PostForm } from '../ui/form'
import { Page } from '../ui/layout'
import type { Site } from '../ui/site'

export type NeverProps = { site: Site } & ({ state: 'ask'; action: string } | { state: 'done'; wasReading: boolean })

/** "Never write to this address again": one button, so that nobody can cause letters to a mailbox that wants none. */
export const Never = (props: NeverProps) => (props.state === 'ask' ? <Asking {...props} /> : <Noted {...props} />)

const Asking = ({ site, action }: { site: Site; action: string }) => (
  <Page site={site} title="Never write to this address again?">
    <h1>Never write to this address again?</h1>
    <p class="lead">
      Somebody entered your address in my form, and perhaps it was not you. Press the button, and I will never write to
      it again, whoever enters it.
    </p>
    <PostForm action={action}>
      <button type="submit">Never write again</button>
    </PostForm>
    <p class="hint">If you receive my lessons at this address, they stop too.</p>
  </Page>
)

const Noted = ({ site, wasReading }: { site: Site; wasReading: boolean }) => (
  <Page site={site} title="You will hear no more from me">
    <h1>You will hear no more from me</h1>
    <p class="lead">
      {wasReading
        ? 'You were receiving my lessons. They have stopped, and I will not write to this address again, whoever enters it.'
        : 'I will not write to this address again, whoever enters it. I am sorry for the trouble.'}
    </p>
    <p>
      {wasReading
        ? 'Your address stays on record as unsubscribed. '
        : 'Your address is off my list. All I keep is a mark made from it, from which it cannot be read back. '}
      A letter that was already on its way may still arrive.
    </p>
    <p>
      Should you ever change your mind, <a href={`mailto:${site.replyTo}`}>write to me</a>, and I will let you sign up
      again.
    </p>
  </Page>
)
