type LineFieldProps = { name: string; label: string; hint: string; value: string; error: string | undefined }

/** A line of text whose characters a script counts while it is written. */
export const LineField = ({ name, label, hint, value, error }: LineFieldProps) => (
  <div class="field">
    <label for={name}>{label}</label>
    <p class="hint" id={`${name}-hint`}>
      {hint}
    </p>
    <input
      id={name}
      name={name}
      type="text"
      value={value}
      autocomplete="off"
      aria-describedby={error ? `${name}-hint ${name}-wrong` : `${name}-hint`}
      aria-invalid={error ? 'true' : undefined}
      autofocus={error ? true : undefined}
    />
    <p class="count" data-count={name} />
    {error && (
      <p class="wrong" id={`${name}-wrong`}>
        {error}
      </p>
    )}
  </div>
)
