import type { Child } from 'hono/jsx'
import { describedBy, Labelled } from '../../ui/form'

export { Checkbox, Choice, PostForm, TextField } from '../../ui/form'

type TextAreaProps = {
  name: string
  label: string
  value: string | undefined
  hint?: Child
  error?: string | undefined
  rows?: number
  /** Restoring what was typed before a reload would overrule what is stored. */
  autocomplete?: 'off'
}

/** Several lines of text, with the same parts as `TextField`. */
export const TextArea = ({ name, label, value, hint, error, rows = 8, ...rest }: TextAreaProps) => (
  <Labelled name={name} label={label} hint={hint} error={error}>
    <textarea
      id={name}
      name={name}
      rows={rows}
      aria-describedby={describedBy({ name, hint, error })}
      aria-invalid={error ? 'true' : undefined}
      {...rest}
    >
      {value ?? ''}
    </textarea>
  </Labelled>
)
