import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { Page } from '../ui/layout'
import type { Site } from '../ui/site'

/** Path of the feed of all letters. */
export const FEED = '/feed.xml'

/** A letter on the web: where, what it is called, and when it was sent. */
export type ListedLetter = { path: string; subject: string; preheader: string; sentAt: number }

type Of = { site: Site; timeZone: string }

export type LettersProps = Of & {
  letters: readonly ListedLetter[]
  /** The title of the course that the letters begin with. */
  course: string
}

/** The letters that the practitioner put on the web. */
export const Letters = ({ site, timeZone, letters, course }: LettersProps) => (
  <Page
    site={site}
    title={`Letters. ${site.senderName}`}
    description={`Letters from ${site.senderName}, to read here.`}
    path="/letters"
    feed={FEED}
  >
    <h1>Letters</h1>
    {letters.length === 0 ? (
      <p class="lead">There are no letters to read here yet.</p>
    ) : (
      <>
        <p class="lead">Some of what I have written to my readers, for anyone who would like to read along.</p>
        <ul class="letters">
          {letters.map(({ path, subject, preheader, sentAt }) => (
            <li>
              <h2>
                <a href={path}>{subject}</a>
              </h2>
              {preheader && <p>{preheader}</p>}
              <p class="hint">
                <Day at={sentAt} timeZone={timeZone} />
              </p>
            </li>
          ))}
        </ul>
      </>
    )}
    <Invitation course={course}>{letters.length > 0 && <a href={FEED}>Follow them in a feed reader</a>}</Invitation>
  </Page>
)

export type PublishedLetterProps = Of & {
  letter: ListedLetter
  /** Trusted: the words, written from the document. */
  html: string
  picture?: string | undefined
  course: string
}

/** One letter, as anybody may read it. */
export const PublishedLetter = ({ site, timeZone, letter, html, picture, course }: PublishedLetterProps) => (
  <Page
    site={site}
    title={`${letter.subject}. ${site.senderName}`}
    description={letter.preheader || letter.subject}
    path={letter.path}
    article={{ sentAt: letter.sentAt, picture }}
    feed={FEED}
  >
    <article class="lesson letter">
      <p class="progress">
        <Day at={letter.sentAt} timeZone={timeZone} />
      </p>
      <h1>{letter.subject}</h1>
      {raw(html)}
    </article>
    <Invitation course={course}>
      <a href="/letters">Other letters</a>
    </Invitation>
  </Page>
)

/** In the place of a letter that was taken off the web. */
export const LetterGone = ({ site }: { site: Site }) => (
  <Page site={site} title="This letter is no longer here">
    <h1>This letter is no longer here</h1>
    <p class="lead">It was here once, and has been taken down.</p>
    <p>
      <a class="button" href="/letters">
        Other letters
      </a>
    </p>
  </Page>
)

const Invitation = ({ course, children }: { course: string; children?: Child }) => (
  <div class="apart">
    <p>
      The letters come by email, and begin with <a href="/">{course}</a>.
    </p>
    {children && <p>{children}</p>}
  </div>
)

const Day = ({ at, timeZone }: { at: number; timeZone: string }) => (
  <time datetime={new Date(at).toISOString()}>
    {new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone }).format(at)}
  </time>
)
