import { describedBy, Labelled } from '../../ui/form'

type LineFieldProps = { name: string; label: string; hint: string; value: string; error: string | undefined }

/** A line of text whose characters a script counts while it is written. */
export const LineField = ({ value, ...field }: LineFieldProps) => (
  <Labelled {...field}>
    <input
      id={field.name}
      name={field.name}
      type="text"
      value={value}
      autocomplete="off"
      aria-describedby={describedBy(field)}
      aria-invalid={field.error ? 'true' : undefined}
      autofocus={field.error ? true : undefined}
    />
    <p class="count" data-count={field.name} />
  </Labelled>
)
