import { Page } from './layout'
import type { Site } from './site'

type Status = 400 | 403 | 404 | 405 | 410 | 413 | 415 | 422 | 429 | 500 | 502 | 503

export type FailedProps = {
  site: Site
  status: Status
  /** A sentence for a person that overrides the page's own. */
  sentence?: string
  /** A link that overrides the page's own. */
  way?: { href: string; words: string }
  /** The code of the error, shown small, so that a visitor can quote it. */
  code?: string
}

/** One page for every error: a sentence, a link, the code small. */
export const Failed = ({ site, status, sentence, way, code }: FailedProps) => {
  const own = told(status)
  const { href, words } = way ?? own.way
  return (
    <Page site={site} title={own.title}>
      <h1>{own.title}</h1>
      <p class="lead">{sentence ?? own.sentence}</p>
      <p>
        <a class="button" href={href}>
          {words}
        </a>
      </p>
      <p class="hint">
        If you are stuck,{' '}
        <a href={`mailto:${site.replyTo}?subject=${encodeURIComponent(`Page ${status}`)}`}>write to me</a>.
        <span class="code">
          {status}
          {code && `, ${code}`}
        </span>
      </p>
    </Page>
  )
}

/** A load peak is over, and a database has restarted, after seconds. */
export const RETRY_AFTER_S = 5

/** The sentence when the database is overloaded or away. */
export const BUSY =
  'This page is very busy just now. Please try again in a moment: nothing is lost, and asking twice does no harm.'

const home = { href: '/', words: 'To the first page' }
const again = { href: '/#begin', words: 'Sign up again' }

const told = (status: Status) => {
  if (status === 404)
    return {
      title: 'There is nothing here',
      sentence: 'The address may have lost a letter on its way, or the page has moved.',
      way: home,
    }
  if (status === 410)
    return {
      title: 'This link has grown old',
      sentence: 'To keep your address safe, such links work for a while only. A fresh one is quickly made.',
      way: again,
    }
  if (status === 429)
    return {
      title: 'A little slower, please',
      sentence: 'Many requests came from your network in a short time. Wait a few minutes, then try once more.',
      way: home,
    }
  if (status === 503)
    return {
      title: 'One moment, please',
      sentence: BUSY,
      way: home,
    }
  if (status >= 500)
    return {
      title: 'Something broke here',
      sentence: 'It is not you, it is this page. Please try again in a few minutes.',
      way: home,
    }
  return {
    title: 'That did not arrive whole',
    sentence: 'The page may have been open for a long time. Go back, load it again, and try once more.',
    way: home,
  }
}
