import type { Child } from 'hono/jsx'
import { HiddenFields } from '../../ui/form'

type ConfirmFormProps = {
  action: string
  fields?: Record<string, string | undefined>
  /** What the button does, as a verb: *Remove Anna*, never *OK*. */
  button: string
  danger?: boolean
  /** The page to go back to when it is not to be done. */
  back: { href: string; words: string }
  /** What will happen, and whether it can be taken back. */
  children?: Child
}

/** The step before something that reaches other people or cannot be taken back. It posts `confirm=yes`. */
export const ConfirmForm = ({ action, fields = {}, button, danger = false, back, children }: ConfirmFormProps) => (
  <form class="confirm" method="post" action={action}>
    <HiddenFields values={{ ...fields, confirm: 'yes' }} />
    {children}
    <p class="buttons">
      <button type="submit" class={danger ? 'danger' : 'primary'}>
        {button}
      </button>
      <a class="button quiet" href={back.href}>
        {back.words}
      </a>
    </p>
  </form>
)
