import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { AnyContext } from './context'

const NAME = 'way-back'
const ATTRIBUTES = { path: '/', httpOnly: true, sameSite: 'Lax', secure: true, prefix: 'host' } as const
const HOUR_S = 3600
const MAX_LENGTH = 500
const UNSAVED = '/admin/unsaved'

/** Remembers, for an hour and in this browser alone, the page that somebody wanted who must sign in first. */
export function rememberWay(c: AnyContext): void {
  const wanted = c.req.method === 'GET' ? c.req.url : (c.req.header('referer') ?? '')
  const path = pathWithin(wanted, new URL(c.req.url).origin)
  if (path && path !== '/admin') setCookie(c, NAME, path, { ...ATTRIBUTES, maxAge: HOUR_S })
}

/** Remembers the page that shows what was typed into a form whose session was over. */
export function rememberUnsaved(c: AnyContext): void {
  setCookie(c, NAME, UNSAVED, { ...ATTRIBUTES, maxAge: HOUR_S })
}

/** That page once, else the first one. It is always a page of the practitioner's on this host. */
export function takeWay(c: AnyContext): string {
  const kept = getCookie(c, NAME, 'host')
  if (kept === undefined) return '/admin'
  deleteCookie(c, NAME, ATTRIBUTES)
  return pathWithin(kept, new URL(c.req.url).origin) ?? '/admin'
}

/**
 * The path of an address when it is a page behind the sign-in on this host, else null; judged by the parser that
 * browsers have (url.spec.whatwg.org), so that `//elsewhere`, `/\elsewhere` and `/admin/../` lead nowhere.
 */
export function pathWithin(address: string, origin: string): string | null {
  const url = URL.parse(address, origin)
  if (!url || url.origin !== origin || address.length > MAX_LENGTH) return null
  const isPage = /^\/admin(\/|$)/.test(url.pathname) && !url.pathname.startsWith('/admin/sign-')
  return isPage ? `${url.pathname}${url.search}` : null
}
