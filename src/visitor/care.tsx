import { Page } from '../pages/layout'
import type { Site } from '../pages/site'

export type CareProps = { site: Site }

/** Who should not do the practice, who should ask first, and when to stop. */
export const Care = ({ site }: CareProps) => (
  <Page site={site} title="Care" path="/care">
    <h1>Care</h1>
  </Page>
)
