import { Page } from '../pages/layout'
import type { Site } from '../pages/site'

export type FailedProps = {
  site: Site
  status: 400 | 403 | 404 | 410 | 413 | 422 | 429 | 500 | 503
  /** A sentence for a person that overrules the page's own. */
  sentence?: string
  /** A way on that overrules the page's own. */
  way?: { href: string; words: string }
  /** Shown small, so that she can name it in a letter: the code of the error. */
  code?: string
}

/** One page for everything that goes wrong: a sentence, a way on, the code small. */
export const Failed = ({ site, status }: FailedProps) => (
  <Page site={site} title="Not found">
    <h1>{status}</h1>
  </Page>
)
