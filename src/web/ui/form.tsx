import type { Child } from 'hono/jsx'

type PostFormProps = {
  action: string
  hiddenFields?: Record<string, string | undefined>
  class?: string
  id?: string
  label?: string
  children?: Child
}

/** A plain POST form; our own sentences at the fields replace the browser's messages. */
export const PostForm = ({ action, hiddenFields = {}, label, children, ...rest }: PostFormProps) => (
  <form method="post" action={action} aria-label={label} novalidate {...rest}>
    <HiddenFields values={{ ...hiddenFields }} />
    {children}
  </form>
)

/** Values as hidden fields; an absent one is left out. */
export const HiddenFields = ({ values }: { values: Record<string, string | undefined> }) => (
  <>
    {Object.entries(values).map(
      ([name, value]) => value !== undefined && <input type="hidden" name={name} value={value} />,
    )}
  </>
)

type FieldProps = { name: string; label: string; hint?: Child; error?: string | undefined; optional?: boolean }

type TextFieldProps = FieldProps & {
  value: string | undefined
  type?: 'text' | 'email'
  autocomplete?: string
  inputmode?: 'numeric'
  required?: boolean
}

/** One line of text with its label above and, when something is wrong, the sentence right at it. */
export const TextField = ({ value, type = 'text', autocomplete, inputmode, required, ...field }: TextFieldProps) => (
  <Labelled {...field}>
    <input
      id={field.name}
      name={field.name}
      type={type}
      value={value ?? ''}
      autocomplete={autocomplete}
      inputmode={inputmode}
      required={required}
      {...(type === 'email' && { inputmode: 'email', autocapitalize: 'none', spellcheck: false })}
      {...state(field)}
    />
  </Labelled>
)

type ChoiceProps = FieldProps & { children?: Child }

/** A choice out of a list. */
export const Choice = ({ children, ...field }: ChoiceProps) => (
  <Labelled {...field}>
    <select id={field.name} name={field.name} {...state(field)}>
      {children}
    </select>
  </Labelled>
)

/** A box to tick, large enough for a thumb, its words part of the target. */
export const Checkbox = ({ name, label, error, on, required }: FieldProps & { on?: boolean; required?: boolean }) => (
  <div class="field">
    <label class="tick">
      <input type="checkbox" name={name} value="on" checked={on} required={required} {...state({ name, error })} />
      <span>{label}</span>
    </label>
    <FieldError name={name} error={error} />
  </div>
)

/** A field of any kind: its label above, a hint, and the sentence on what is wrong right at it. */
export const Labelled = ({ name, label, hint, error, optional, children }: FieldProps & { children?: Child }) => (
  <div class="field">
    <label for={name}>
      {label}
      {optional && <span class="optional"> (if you like)</span>}
    </label>
    {hint && (
      <p class="hint" id={`${name}-hint`}>
        {hint}
      </p>
    )}
    {children}
    <FieldError name={name} error={error} />
  </div>
)

const FieldError = ({ name, error }: { name: string; error: string | undefined }) =>
  error ? (
    <p class="wrong" id={`${name}-wrong`}>
      {error}
    </p>
  ) : null

/** What a field is described by, where it has a hint or something is wrong. */
export const describedBy = ({ name, hint, error }: Described) =>
  [hint && `${name}-hint`, error && `${name}-wrong`].filter(Boolean).join(' ') || undefined

type Described = { name: string; hint?: Child; error?: string | undefined }

const state = (field: Described) => {
  const { error } = field
  const description = describedBy(field)
  return {
    ...(description && { 'aria-describedby': description }),
    ...(error && { 'aria-invalid': 'true' as const, autofocus: true }),
  }
}
