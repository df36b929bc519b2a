import { Page } from '../ui/layout'
import type { Site } from '../ui/site'

/** For a link that is valid no more. */
export const TooOld = ({ site }: { site: Site }) => (
  <Page site={site} title="This link has grown old">
    <h1>This link has grown old</h1>
    <p class="lead">
      To keep your address safe, such a link works for thirty days, and stops working if you unsubscribe.
    </p>
    <p>
      <a class="button" href="/#begin">
        Sign up again
      </a>
    </p>
    <p class="hint">It takes half a minute; a fresh letter comes at once.</p>
  </Page>
)

/** For a link that did not arrive whole. */
export const Broken = ({ site }: { site: Site }) => (
  <Page site={site} title="Part of this link is missing">
    <h1>Part of this link is missing</h1>
    <p class="lead">
      Some mail programs cut long links in two. Go back to the letter and press the button there, or copy the whole
      address out of it.
    </p>
    <p>
      If that does not help, <a href="/#begin">sign up again</a>; a fresh letter comes at once.
    </p>
  </Page>
)
