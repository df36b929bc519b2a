import type { Child } from 'hono/jsx'
import { HiddenFields } from '../../ui/form'

/** `primary`: the one thing to do on a page. `quiet`: everything else. `danger`: what cannot be taken back. */
type Look = 'primary' | 'quiet' | 'danger'

type ButtonProps = {
  look?: Look
  type?: 'submit' | 'button'
  name?: string
  value?: string
  id?: string
  hidden?: boolean
  children?: Child
}

/** A button of a form. */
export const Button = ({ look = 'primary', type = 'submit', children, ...rest }: ButtonProps) => (
  <button type={type} class={look} {...rest}>
    {children}
  </button>
)

/** A link that looks like a button, for a page where something is done. */
export const ButtonLink = ({ look = 'primary', href, children }: { look?: Look; href: string; children?: Child }) => (
  <a class={`button ${look}`} href={href}>
    {children}
  </a>
)

type ActionProps = {
  action: string
  look?: Look
  fields?: Record<string, string | undefined>
  /** What it is done to, where the words of the button do not say so: read out after them. */
  of?: string
  children?: Child
}

/** A form of one button, such as *Duplicate* in the row of a table. */
export const Action = ({ action, look = 'quiet', fields = {}, of, children }: ActionProps) => (
  <form class="action" method="post" action={action}>
    <HiddenFields values={fields} />
    <button type="submit" class={look}>
      {children}
      {of && <span class="unseen"> {of}</span>}
    </button>
  </form>
)
