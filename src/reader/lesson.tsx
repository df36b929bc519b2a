import { Page } from '../pages/layout'
import type { Site } from '../pages/site'

export type LessonProps = {
  site: Site
  day: number
  of: number
  title: string
  minutes: number
  /** Trusted: the filled `web` body of the compiled letter. */
  web: string
  preferencesUrl: string
  unsubscribeUrl: string
}

/** The lesson as a web page: the same words as the letter, for reading in a browser. */
export const Lesson = ({ site, title, web }: LessonProps) => (
  <Page site={site} title={title}>
    <h1>{title}</h1>
    <div dangerouslySetInnerHTML={{ __html: web }} />
  </Page>
)
