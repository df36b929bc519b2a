import type { Context } from 'hono'
import type { HtmlEscapedString } from 'hono/utils/html'
import { document } from '../ui/layout'
import { entityTag, hasEntity } from './entity-tag'

type Status = 200 | 400 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 502 | 503

/** Answers with a whole page. */
export function show(
  c: Context,
  page: HtmlEscapedString | Promise<HtmlEscapedString>,
  status: Status = 200,
): Response | Promise<Response> {
  return c.html(document(page), status)
}

/** Answers with a text that is the same for everyone: 304 to a caller that has this very text. */
export function answerText(c: Context, text: string, type: string): Response {
  const headers = { ETag: entityTag(text) }
  if (hasEntity(c.req.header('if-none-match'), headers.ETag)) return c.body(null, 304, headers)
  return c.body(text, 200, { ...headers, 'Content-Type': `${type}; charset=UTF-8` })
}

type Problem = { status: Status; code: string; title: string; errors?: Readonly<Record<string, string | undefined>> }

/** Answers a program with what went wrong (RFC 9457); `errors` has a sentence for each field that needs one. */
export function answerProblem(c: Context, problem: Problem): Response {
  return c.json({ type: 'about:blank', ...problem }, problem.status, { 'content-type': 'application/problem+json' })
}
