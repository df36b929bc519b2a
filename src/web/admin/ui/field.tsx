import type { Child } from 'hono/jsx'

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
export const TextArea = ({ name, label, value, hint, error, rows = 8, ...rest }: TextAreaProps) => {
  const describedBy = [hint && `${name}-hint`, error && `${name}-wrong`].filter(Boolean).join(' ')
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <textarea
        id={name}
        name={name}
        rows={rows}
        aria-describedby={describedBy || undefined}
        aria-invalid={error ? 'true' : undefined}
        {...rest}
      >
        {value ?? ''}
      </textarea>
      {error && (
        <p class="wrong" id={`${name}-wrong`}>
          {error}
        </p>
      )}
    </div>
  )
}
