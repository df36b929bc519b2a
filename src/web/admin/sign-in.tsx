import type { Over } from '../../operators/session'
import { PostForm, TextField } from '../ui/form'
import type { Site } from '../ui/site'
import { Button } from './ui/button'
import { Notice } from './ui/notice'
import { DoorPage } from './ui/page'

type SignInProps = {
  site: Site
  /** A link was just asked for. */
  asked?: boolean
  over?: Over | undefined
  typed?: string | undefined
  error?: string
}

/** Asks for the address to which a link is sent. It says the same for every address. */
export const SignIn = ({ site, asked = false, over, typed, error }: SignInProps) => (
  <DoorPage site={site} title={asked ? 'Please look in your inbox' : 'Sign in'} scripts={['passkeys']}>
    {asked ? <Asked address={typed} /> : over && <Notice>{OVER[over]}</Notice>}
    <PostForm action="/admin/sign-in" label="A link by email">
      <TextField
        name="email"
        type="email"
        label="Your email address"
        hint="A link to sign in comes by email. There is no password."
        autocomplete="email"
        required
        value={typed}
        error={error}
      />
      <Button look={asked ? 'quiet' : 'primary'}>{asked ? 'Send another link' : 'Send me a link'}</Button>
    </PostForm>
    <PasskeyOffer />
  </DoorPage>
)

// Shown by the script that it needs.
const PasskeyOffer = () => (
  <div class="or" data-passkey-sign-in hidden>
    <p>Or, without waiting for a letter, by your fingerprint, your face or the code of this device:</p>
    <Button type="button" look="quiet">
      Sign in with a passkey
    </Button>
    <p class="wrong" role="alert" />
  </div>
)

const Asked = ({ address }: { address: string | undefined }) => (
  <>
    <p>
      If {address ? <strong class="address">{address}</strong> : 'this address'} belongs to somebody who looks after the
      letters here, a link is on its way. It is good for 15 minutes and works once.
    </p>
    <p class="hint">
      Nothing there after a few minutes? Look among the spam. Every open link in your inbox works, also an earlier one.
    </p>
  </>
)

const OVER: Record<Over, string> = {
  signed_out: 'You signed out here. Until soon.',
  revoked:
    'This browser was signed out from another one. If that was not you, please sign in and look at your account.',
  operator_removed: 'This browser was signed out, because its address no longer looks after the letters here.',
  replaced: 'This browser was signed out. Please sign in again.',
  expired: 'You were away for more than 30 days, so please sign in again.',
}
