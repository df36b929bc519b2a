import { Page } from '../pages/layout'
import type { NextLetter } from '../pages/moment'
import type { Site } from '../pages/site'

/** Where the course stands for her; each is shown as one calm sentence at the top. */
export type Standing =
  | { is: 'reading'; day: number; of: number; next: NextLetter }
  | { is: 'paused'; until: string; next?: NextLetter }
  | { is: 'refused' }
  | { is: 'finished' }
  | { is: 'unsubscribed' }

/** How long a pause may last: the field `pauseFor` carries the ISO duration. */
export const pauses = [
  { duration: 'P7D', words: 'A week' },
  { duration: 'P14D', words: 'Two weeks' },
  { duration: 'P1M', words: 'A month' },
] as const

export type PreferencesProps = {
  site: Site
  csrf?: string
  /** save: firstName, hour, timeZone, weekdaysOnly ("on" or absent) · pause: pauseFor · resume: no field. */
  actions: { save: string; pause: string; resume: string }
  values: { firstName: string; hour: number; timeZone: string; weekdaysOnly: boolean }
  errors?: { firstName?: string; hour?: string; timeZone?: string; pauseFor?: string }
  /** IANA names to choose from; hers is added if it is missing. */
  zones: readonly string[]
  standing: Standing
  /** What was just done, in a sentence: "Saved. …". */
  saved?: string
  unsubscribeUrl: string
}

/** Her hour, her zone, her pace, a pause: everything she may set, on one page. */
export const Preferences = ({ site, standing }: PreferencesProps) => (
  <Page site={site} title="Your mornings">
    <h1>Your mornings</h1>
    <p>{standing.is}</p>
  </Page>
)
