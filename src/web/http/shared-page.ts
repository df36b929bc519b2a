import type { Context } from 'hono'
import type { HtmlEscapedString } from 'hono/utils/html'
import { memoise } from '../../platform/memoise'
import { document } from '../ui/layout'
import type { PageContext, PageEnv } from './context'
import { entityTag, hasEntity } from './entity-tag'
import { FIVE_MINUTES } from './policy'

type Page = HtmlEscapedString | Promise<HtmlEscapedString>

/**
 * A page that is the same for everyone until a setting changes or a deploy comes: rendered once in an isolate, known by
 * its ETag, and answered 304 to a caller that has it (RFC 9110, section 13.1.2). Nothing of a request reaches `render`.
 */
export function sharedPage(render: (context: PageContext) => Page) {
  const kept = memoise((context: PageContext) => {
    const html = document(render(context))
    const etag = entityTag(html)
    return {
      html,
      body: new Uint8Array(new TextEncoder().encode(html)),
      headers: { ...FIVE_MINUTES, ETag: etag },
      etag,
    }
  })
  return {
    /** The answer to a request: 304 when the caller has this very page. */
    answer(c: Context<PageEnv>): Response {
      const { body, headers, etag } = kept(c.var.app)
      if (hasEntity(c.req.header('if-none-match'), etag)) return c.body(null, 304, headers)
      return c.body(body, 200, { ...headers, 'Content-Type': 'text/html; charset=UTF-8' })
    },
    /** Its HTML, for a page that differs from it in one place. */
    html: (context: PageContext): string => kept(context).html,
  }
}
