import { Page } from '../pages/layout'
import type { Site } from '../pages/site'

export type BookedProps = { site: Site } & (
  | { state: 'ask'; action: string; csrf?: string; bookUrl?: string }
  | { state: 'done' }
)

/** "I have booked": one button, so that the letters stop asking. */
export const Booked = ({ site, ...props }: BookedProps) => (
  <Page site={site} title="Booked">
    <h1>{props.state}</h1>
  </Page>
)
