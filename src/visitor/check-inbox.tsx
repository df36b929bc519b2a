import { Page } from '../pages/layout'
import type { Site } from '../pages/site'

export type CheckInboxProps = {
  site: Site
  /** The address she gave a moment ago; without it the page knows nothing of her and only explains. */
  address?: string
  /** Where her mail is read, when the domain tells: the button says "Open Gmail". */
  mailbox?: { name: string; url: string }
  /** True right after she asked again from this page. */
  again?: boolean
  /** What the small form sends along again, and what went wrong with it. Needs `address`. */
  form?: {
    email: string
    error?: string
    csrf?: string
    /** Everything else she gave the first time (firstName, timeZone, consent, utm_*, page, referrer), sent again as it was. */
    carried: Record<string, string>
  }
}

/** After signing up: what to do next, and how to mend a typo or ask again. */
export const CheckInbox = ({ site, address }: CheckInboxProps) => (
  <Page site={site} title="Please look in your inbox">
    <h1>Please look in your inbox</h1>
    <p>{address}</p>
  </Page>
)
