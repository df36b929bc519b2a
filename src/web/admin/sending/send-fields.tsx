/** One of the ways in which a letter leaves. */
export const Radio = ({ value, chosen, words }: { value: string; chosen: string; words: string }) => (
  <label class="tick">
    <input type="radio" name="when" value={value} checked={value === chosen} />
    <span>{words}</span>
  </label>
)

/** The day and time at which it leaves. */
export const At = ({ value, error }: { value: string; error: string | undefined }) => (
  <div class="field">
    <label for="at">Day and time</label>
    <input
      id="at"
      name="at"
      type="datetime-local"
      value={value}
      aria-invalid={error ? 'true' : undefined}
      aria-describedby={error ? 'at-wrong' : undefined}
    />
    {error && (
      <p class="wrong" id="at-wrong">
        {error}
      </p>
    )}
  </div>
)

type NumbersProps = { of: readonly number[]; chosen: string | undefined; instead: number; say: (one: number) => string }

/** Numbers to choose from. */
export const Numbers = ({ of, chosen, instead, say }: NumbersProps) => (
  <>
    {of.map((one) => (
      <option value={String(one)} selected={String(one) === (chosen ?? String(instead))}>
        {say(one)}
      </option>
    ))}
  </>
)
