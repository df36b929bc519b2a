import { createMiddleware } from 'hono/factory'
import { problem } from '../../platform/errors'
import type { WebEnv } from './context'

/** Doors that other programs knock on: mail programs unsubscribe (RFC 8058) and services report, each with its own proof. */
const OPEN_TO_OTHERS = /^\/(unsubscribe|webhooks)\//

/**
 * Turns away forms that another site makes a browser send (fetch.spec.whatwg.org, Sec-Fetch-Site; RFC 6454, Origin).
 * `Origin: null` comes from our own pages too, since pages behind a token send no referrer, and those need the token.
 */
export const refuseOtherSites = createMiddleware<WebEnv>(async (c, next) => {
  const safe = c.req.method === 'GET' || c.req.method === 'HEAD' || OPEN_TO_OTHERS.test(c.req.path)
  if (
    !safe &&
    comesFromElsewhere(
      c.req.header('sec-fetch-site'),
      c.req.header('origin'),
      ownOrigins(c.req.url, c.var.app.config.PUBLIC_URL),
    )
  ) {
    throw problem('cross_site', 'This form was sent from another site. Please open our page and send it from there.')
  }
  await next()
})

function comesFromElsewhere(site: string | undefined, origin: string | undefined, own: ReadonlySet<string>): boolean {
  if (site) return site === 'cross-site' || site === 'same-site'
  return origin !== undefined && origin !== 'null' && !own.has(origin)
}

function ownOrigins(url: string, publicUrl: string): ReadonlySet<string> {
  return new Set([new URL(url).origin, new URL(publicUrl).origin])
}
