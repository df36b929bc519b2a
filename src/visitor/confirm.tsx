import { Page } from '../pages/layout'
import type { NextLetter } from '../pages/moment'
import type { Site } from '../pages/site'

export type ConfirmProps = { site: Site } & (
  | { state: 'ask'; action: string; csrf?: string }
  | {
      state: 'done'
      next: NextLetter
      preferencesUrl: string
      lessonUrl?: string
      mailbox?: { name: string; url: string }
    }
  | { state: 'already'; next?: NextLetter; preferencesUrl?: string }
  | { state: 'too-old' }
  | { state: 'broken' }
)

/** The page behind the link in the confirmation mail: one button, then what happens next. */
export const Confirm = ({ site, ...props }: ConfirmProps) => (
  <Page site={site} title="Confirm">
    <h1>{props.state}</h1>
    {props.state === 'ask' && (
      <form method="post" action={props.action}>
        <button type="submit">Confirm</button>
      </form>
    )}
  </Page>
)
