import { Page } from '../pages/layout'
import type { Site } from '../pages/site'

export type PrivacyProps = {
  site: Site
  /** Who keeps the database: `Turso`. */
  databaseHost: string
  /** Who keeps the calendar, when it is a service that learns who booked: `Cal.com`. */
  bookingHost?: string
}

/** What is stored and why, how long, who handles it, and how to leave. */
export const Privacy = ({ site }: PrivacyProps) => (
  <Page site={site} title="Privacy" path="/privacy">
    <h1>Privacy</h1>
  </Page>
)
