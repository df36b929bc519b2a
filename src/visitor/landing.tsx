import { Page } from '../pages/layout'
import type { Site } from '../pages/site'

export type Day = {
  day: number
  title: string
  minutes: number
  /** One short sentence: what the morning is about. */
  line: string
}

export type Excerpt = {
  day: number
  title: string
  /** Trusted HTML out of the compiled lesson: a few paragraphs, no heading. */
  html: string
}

export type SignUp = {
  /** What was typed, to be given back as it was. */
  values: { email?: string; firstName?: string; timeZone?: string }
  errors: { email?: string; firstName?: string; consent?: string; turnstile?: string }
  consentWording: string
  csrf?: string
  /** Where she came from: goes into the consent ledger as hidden fields. */
  page: string
  referrer?: string
  /** `utm_source` and its sisters, by their full names. */
  utm?: Record<string, string>
}

export type LandingProps = {
  site: Site
  days: readonly Day[]
  excerpt: Excerpt
  signUp: SignUp
}

/** The first page: what the seven mornings are, who gives them, and the form to begin. */
export const Landing = ({ site, days, excerpt, signUp }: LandingProps) => (
  <Page site={site} title={`${site.courseTitle}, with ${site.senderName}`} description={site.courseTitle} path="/">
    <h1>{site.courseTitle}</h1>
    <ol>
      {days.map((day) => (
        <li>
          {day.title}. {day.line}
        </li>
      ))}
    </ol>
    <h2>{excerpt.title}</h2>
    <form method="post" action="/subscribe" id="begin">
      <input name="email" type="email" value={signUp.values.email ?? ''} />
      <button type="submit">Begin</button>
    </form>
  </Page>
)
