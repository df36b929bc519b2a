import { TextField } from '../../ui/form'
import { Button } from '../ui/button'
import type { View } from './view'

type ForOneselfProps = { page: string; view: View; isNobody: boolean; operator: { email: string } }

/** Looking at the letter for a reader of one's own, and getting it oneself. */
export const ForOneself = ({ page, view, isNobody, operator }: ForOneselfProps) => {
  const { reader, ...rest } = view
  return (
    <div class="views">
      <form method="get" action={`${page}/preview`} aria-label="For whom" novalidate>
        {Object.entries(rest).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <TextField
          name="reader"
          type="email"
          label="A reader of yours"
          hint="By email address. The links lead nowhere, so you cannot unsubscribe anybody from here."
          autocomplete="off"
          value={reader === 'nobody' ? '' : reader}
          error={isNobody ? 'None of your readers has this address.' : undefined}
        />
        <Button look="quiet">Show it for them</Button>
      </form>
      <form method="post" action={`${page}/test`}>
        <p class="hint">See it in your own inbox, marked as a test. It goes to {operator.email} and to nobody else.</p>
        <Button>Send me a test</Button>
      </form>
    </div>
  )
}
