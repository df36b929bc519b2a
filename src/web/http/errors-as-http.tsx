import type { Context } from 'hono'
import { isDatabaseAway } from '../../platform/db'
import { isProblem, type ProblemCode } from '../../platform/errors'
import { describeError, log } from '../../platform/log'
import { BUSY, Failed, type FailedProps, RETRY_AFTER_S } from '../ui/failed'
import { answerProblem, show } from './answer'
import type { WebEnv } from './context'
import { PRIVATE } from './policy'

const STATUS: Record<ProblemCode, FailedProps['status']> = {
  bad_settings: 500,
  bad_input: 422,
  bad_signature: 403,
  cross_site: 403,
  link_broken: 404,
  link_expired: 410,
  not_a_picture: 415,
  not_found: 404,
  too_large: 413,
  too_many_requests: 429,
  try_again: 503,
}

/** The one map from errors to HTTP: a page for a person, problem+json (RFC 9457) for a program. */
export function answerError(error: unknown, c: Context<WebEnv>): Response | Promise<Response> {
  const { code, sentence } = say(error)
  const status = STATUS[code]
  if (status >= 500) log('failed', { route: c.req.routePath, code, ...describeError(error) })
  for (const [name, value] of Object.entries(PRIVATE)) c.header(name, value)
  if (code === 'try_again') c.header('Retry-After', String(RETRY_AFTER_S))
  const site = c.var.app?.site
  if (site && wantsPage(c))
    return show(c, <Failed site={site} status={status} sentence={sentence} code={code} {...wayOn(c, code)} />, status)
  return answerProblem(c, { status, code, title: sentence })
}

function say(error: unknown): { code: ProblemCode; sentence: string } {
  if (isDatabaseAway(error)) return { code: 'try_again', sentence: BUSY }
  if (!isProblem(error))
    return { code: 'try_again', sentence: 'Something went wrong on our side. Please try again in a minute.' }
  // The names of settings are for the log, not for visitors.
  if (error.code === 'bad_settings') return { code: error.code, sentence: 'This site is not set up yet.' }
  return { code: error.code, sentence: error.message }
}

// Back to the page that the visitor came from or wanted: the first two parts of a path name it, the rest is the action.
// A link that is counted names in its query where it leads.
function wayOn(c: Context, code: ProblemCode): Pick<FailedProps, 'way'> {
  const [, page = '', token] = c.req.path.split('/')
  const query = page === 'go' ? new URL(c.req.url).search : ''
  if (page === 'admin' && code !== 'try_again') return { way: { href: '/admin', words: 'Back to your pages' } }
  const href = page === 'subscribe' ? '/' : `/${page}${token ? `/${token}` : ''}${query}`
  return code === 'try_again' ? { way: { href, words: 'Try again' } } : {}
}

// A program says so by what it sends or asks for; browsers always ask for HTML.
function wantsPage(c: Context<WebEnv>): boolean {
  const asked = c.req.header('accept') ?? ''
  const program =
    (c.req.header('content-type') ?? '').startsWith('application/json') ||
    (asked.includes('json') && !asked.includes('text/html'))
  return !program && c.var.errors === 'page'
}
