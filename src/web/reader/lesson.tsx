import { raw } from 'hono/html'
import { Page } from '../ui/layout'
import type { Site } from '../ui/site'

export type LessonProps = {
  site: Site
  day: number
  of: number
  title: string
  minutes: number
  /** Trusted: the filled `web` body of the compiled letter. */
  web: string
}

/** The lesson as a web page: the same text as the letter, for reading in a browser and for sharing. */
export const Lesson = ({ site, day, of, title, minutes, web }: LessonProps) => (
  <Page site={site} title={`Day ${day}: ${title}`}>
    <article class="lesson">
      <Progress day={day} of={of} minutes={minutes} />
      {raw(web)}
    </article>
    <p class="apart hint">
      To pause, to choose another hour or to unsubscribe, use the links at the end of the letter in your inbox. They are
      yours alone, so they do not stand on this page.
    </p>
  </Page>
)

const Progress = ({ day, of, minutes }: { day: number; of: number; minutes: number }) => (
  <p class="progress">
    <span>
      Day {day} of {of}, {minutes} minutes
    </span>
    <span class="week" aria-hidden="true">
      {Array.from({ length: of }, (_, index) => (
        <i class={index + 1 === day ? 'today' : index + 1 < day ? 'past' : ''} />
      ))}
    </span>
  </p>
)
