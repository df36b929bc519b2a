import type { Context } from 'hono'
import { problem } from '../../platform/errors'
import type { PageEnv } from './context'

/** Checks the caller before anything of the body is used; throws what the caller is answered. */
export type CallerCheck = (c: Context<PageEnv>) => void | Promise<void>

/** Any site and any program: the request has a proof of its own, such as a signature or a signed link. */
export const anyOrigin: CallerCheck = () => {}

/**
 * Refuses forms that another site makes a browser send (fetch.spec.whatwg.org, Sec-Fetch-Site; RFC 6454, Origin).
 * `Origin: null` comes from our own pages too, since pages behind a token send no referrer, and those need the token.
 */
export const sameOrigin: CallerCheck = (c) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return
  const own = new Set([new URL(c.req.url).origin, new URL(c.var.app.config.PUBLIC_URL).origin])
  if (comesFromElsewhere(c.req.header('sec-fetch-site'), c.req.header('origin'), own))
    throw problem('cross_site', 'This form was sent from another site. Please open our page and send it from there.')
}

function comesFromElsewhere(site: string | undefined, origin: string | undefined, own: ReadonlySet<string>): boolean {
  if (site) return site === 'cross-site' || site === 'same-site'
  return origin !== undefined && origin !== 'null' && !own.has(origin)
}
