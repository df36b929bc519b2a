import { Honeypot, Turnstile } from '../ui/bot-check'
import { Figure } from '../ui/figure'
import { PostForm, TextField } from '../ui/form'
import { Page } from '../ui/layout'
import type { Site } from '../ui/site'

export type CheckInboxProps = {
  site: Site
  /** The address that was typed a moment ago; without it the page only explains. */
  address?: string
  /** The web mail of the address, when its domain is known: the button says "Open Gmail". */
  mailbox?: { name: string; url: string }
  /** True right after asking again from this page. */
  again?: boolean
  /** What the small form sends along again, and what went wrong with it. Needs `address`. */
  form?: {
    email: string
    error?: string
    /**
     * Everything else of the first form (firstName, timeZone, consent, utm_*, page, referrer), sent again as it was.
     */
    hiddenFields: Record<string, string>
  }
}

/** After signing up: what to do next, and how to mend a typo or ask again. */
export const CheckInbox = (props: CheckInboxProps) => (
  <Page
    site={props.site}
    title="Please look in your inbox"
    turnstile={props.form !== undefined && props.site.turnstileSiteKey !== undefined}
  >
    <Figure name="hands" class="vignette" />
    <h1>Please look in your inbox</h1>
    {props.address ? <Known {...props} address={props.address} /> : <Unknown site={props.site} />}
  </Page>
)

const Known = ({ site, address, mailbox, again, form }: CheckInboxProps & { address: string }) => (
  <>
    {again && (
      <p class="notice" role="status">
        Thank you. If the address is right, the letter is with you in a few minutes.
      </p>
    )}
    <p class="lead">
      A short letter is on its way to <strong class="address">{address}</strong>. It holds one button. Press it, and the
      first lesson follows within a minute.
    </p>
    {mailbox && (
      <p>
        <a class="button" href={mailbox.url} rel="noreferrer">
          Open {mailbox.name}
        </a>
      </p>
    )}
    <h2>Not there?</h2>
    <Whereabouts site={site} />
    {form && <AskAgain site={site} form={form} />}
  </>
)

const Whereabouts = ({ site }: { site: Site }) => (
  <p>
    Give it two minutes, then look under Spam, Junk or Promotions, or search for <em>{site.senderName}</em>.
  </p>
)

const AskAgain = ({ site, form }: { site: Site; form: NonNullable<CheckInboxProps['form']> }) => (
  <>
    <p>If there is a slip in the address above, mend it here. You can also ask for the letter once more.</p>
    <PostForm action="/subscribe" hiddenFields={form.hiddenFields}>
      <TextField
        name="email"
        label="Your email address"
        type="email"
        value={form.email}
        error={form.error}
        autocomplete="email"
        required
      />
      <Honeypot />
      <Turnstile siteKey={site.turnstileSiteKey} />
      <button class="quiet" type="submit">
        Send it again
      </button>
    </PostForm>
  </>
)

const Unknown = ({ site }: { site: Site }) => (
  <>
    <p class="lead">
      If you signed up a moment ago, a short letter is waiting there. It holds one button. Press it, and the first
      lesson follows within a minute.
    </p>
    <h2>Not there?</h2>
    <Whereabouts site={site} />
    <p>
      Still nothing? There may have been a slip in the address. <a href="/#begin">Sign up again</a>; it takes half a
      minute.
    </p>
  </>
)
