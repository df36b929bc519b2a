import { Page } from '../pages/layout'
import type { Site } from '../pages/site'

export type UnsubscribeProps = { site: Site } & (
  | {
      state: 'ask'
      action: string
      csrf?: string
      /** The gentler ways, each a form of the preferences: pause: pauseFor · weekdays: weekdaysOnly=on · hour: hour. Left out when the course is over. */
      gentler?: { pause: string; weekdays?: string; hour: string; current: number; preferencesUrl: string }
    }
  | { state: 'done' }
)

/** Asks once, offers a slower pace beside it, and lets her go. */
export const Unsubscribe = ({ site, ...props }: UnsubscribeProps) => (
  <Page site={site} title="Unsubscribe">
    <h1>{props.state}</h1>
  </Page>
)
