import type { Site } from '../ui/site'
import { ConfirmForm } from './ui/confirm-form'
import { AdminPage } from './ui/page'

type RemovePasskeyProps = { site: Site; operator: { email: string }; passkey: { id: number; name: string } }

/** The step before a passkey is removed. */
export const RemovePasskey = ({ site, operator, passkey }: RemovePasskeyProps) => (
  <AdminPage site={site} operator={operator} title={`Remove the passkey “${passkey.name}”?`} current="account">
    <ConfirmForm
      action={`/admin/account/passkeys/${passkey.id}/remove`}
      button="Remove"
      danger
      back={{ href: '/admin/account', words: 'Keep' }}
    >
      <p>
        Nobody can sign in with it any more. Browsers that are signed in stay so, and a link by email works as before.
      </p>
    </ConfirmForm>
  </AdminPage>
)
