import type { Context } from 'hono'
import type { HtmlEscapedString } from 'hono/utils/html'
import { document } from '../ui/layout'

type Status = 200 | 400 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 502 | 503

/** Answers with a whole page. */
export function show(
  c: Context,
  page: HtmlEscapedString | Promise<HtmlEscapedString>,
  status: Status = 200,
): Response | Promise<Response> {
  return c.html(document(page), status)
}

type Problem = { status: Status; code: string; title: string; errors?: Readonly<Record<string, string | undefined>> }

/** Answers a program with what went wrong (RFC 9457); `errors` has a sentence for each field that needs one. */
export function answerProblem(c: Context, problem: Problem): Response {
  return c.json({ type: 'about:blank', ...problem }, problem.status, { 'content-type': 'application/problem+json' })
}
