/** The honeypot field: out of sight, out of the reading order, out of the tab order. */
export const Honeypot = () => (
  <div class="elsewhere" aria-hidden="true">
    <label>
      Leave this empty
      <input type="text" name="website" tabindex={-1} autocomplete="off" />
    </label>
  </div>
)

/** The widget of Cloudflare Turnstile; nothing when no key is set. */
export const Turnstile = ({ siteKey, error }: { siteKey: string | undefined; error?: string | undefined }) =>
  siteKey ? (
    <div class="field">
      <div class="cf-turnstile" data-sitekey={siteKey} data-size="flexible" />
      {error && <p class="wrong">{error}</p>}
    </div>
  ) : null
