import { Honeypot, Turnstile } from '../ui/bot-check'
import { Checkbox, PostForm, TextField } from '../ui/form'
import type { Site } from '../ui/site'

export type SignUp = {
  /** What was typed, to be shown again. Consent is never shown ticked: it must be an act. */
  values: { email?: string; firstName?: string; timeZone?: string }
  /** A sentence at each field that needs one; `wait` says that nothing is wrong but the moment. */
  errors: { email?: string; firstName?: string; consent?: string; turnstile?: string; wait?: string }
  consentWording: string
  /** The slug of the course that the form is for. */
  course: string
  /** Where the visitor came from: hidden fields, for the consent ledger. */
  page: string
  referrer?: string
  /** `utm_source` and the like, by their full names. */
  utm?: Record<string, string>
}

/** Address, an optional name, consent as an act. */
export const SignUpForm = ({ site, signUp }: { site: Site; signUp: SignUp }) => {
  const { values, errors, consentWording, course, page, referrer, utm } = signUp
  return (
    <PostForm action="/subscribe" hiddenFields={{ course, timeZone: values.timeZone ?? '', page, referrer, ...utm }}>
      <TextField
        name="email"
        label="Your email address"
        type="email"
        value={values.email}
        error={errors.email}
        autocomplete="email"
        required
      />
      <TextField
        name="firstName"
        label="Your first name"
        optional
        value={values.firstName}
        error={errors.firstName}
        autocomplete="given-name"
      />
      <Checkbox name="consent" label={consentWording} error={errors.consent} required />
      <Honeypot />
      <Turnstile siteKey={site.turnstileSiteKey} error={errors.turnstile} />
      <button type="submit">Send me the first letter</button>
    </PostForm>
  )
}
