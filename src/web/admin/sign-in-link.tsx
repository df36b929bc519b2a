import { PostForm } from '../ui/form'
import type { Site } from '../ui/site'
import { Button, ButtonLink } from './ui/button'
import { DoorPage } from './ui/page'

type SignInLinkProps = {
  site: Site
  action: string
  reason: 'sign_in' | 'invitation'
  state: 'open' | 'used' | 'expired'
}

/** Behind the link in the letter: a button, or why the link is no longer good. */
export const SignInLink = ({ site, action, reason, state }: SignInLinkProps) =>
  state === 'open' ? (
    <DoorPage site={site} title={reason === 'invitation' ? 'Welcome' : 'Sign in'}>
      <p>
        {reason === 'invitation'
          ? `You are about to sign in to the pages where ${site.senderName}’s letters are written and sent.`
          : 'One press, and you are signed in in this browser.'}
      </p>
      <PostForm action={action}>
        <Button>Sign in</Button>
      </PostForm>
    </DoorPage>
  ) : (
    <DoorPage site={site} title={state === 'used' ? 'This link was used' : 'This link is too old'}>
      <p>
        {state === 'used'
          ? 'Each link works once, and signing in makes the others void. A new one is with you in a minute.'
          : reason === 'invitation'
            ? 'An invitation is good for three days. You can ask for a link with your address.'
            : 'A link is good for 15 minutes. A new one is with you in a minute.'}
      </p>
      <p class="buttons">
        <ButtonLink href="/admin/sign-in">Ask for a new link</ButtonLink>
      </p>
    </DoorPage>
  )
