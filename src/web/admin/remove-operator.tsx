import type { ListedOperator } from '../../operators/list'
import type { Site } from '../ui/site'
import { ButtonLink } from './ui/button'
import { ConfirmForm } from './ui/confirm-form'
import { AdminPage } from './ui/page'

type RemoveOperatorProps = { site: Site; operator: { id: number; email: string }; whom: ListedOperator }

/** The step before an operator is removed, or why that cannot be done here. */
export const RemoveOperator = ({ site, operator, whom }: RemoveOperatorProps) => {
  const why = whyNot(whom)
  return (
    <AdminPage site={site} operator={operator} title={`Remove ${whom.email}?`} current="operators">
      {why ? (
        <>
          <p>{why}</p>
          <p class="buttons">
            <ButtonLink href="/admin/operators">Back to the operators</ButtonLink>
          </p>
        </>
      ) : (
        <ConfirmForm
          action={`/admin/operators/${whom.id}/remove`}
          button={whom.id === operator.id ? 'Remove me' : 'Remove'}
          danger
          back={{ href: '/admin/operators', words: 'Keep' }}
        >
          <p>
            {whom.id === operator.id ? 'You are' : 'This address is'} signed out everywhere at once, links and passkeys
            no longer work, and no alerts are sent there any more. The letters stay as they are. You can add the address
            again later; the passkeys are then added anew.
          </p>
        </ConfirmForm>
      )}
    </AdminPage>
  )
}

function whyNot({ source, isOnly }: ListedOperator): string | null {
  if (source === 'settings')
    return 'This address is named in the settings of the site (ADMIN_EMAILS), so it would be added again within a minute. Please ask whoever looks after your site to take it out there.'
  return isOnly
    ? 'This is the only address that can sign in. Add another one first, or nobody could open these pages any more.'
    : null
}
