import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { SESSION_MS } from '../../operators/session'
import type { AnyContext } from './context'
import { isDevelopment } from './is-development'

const NAME = 'operator'

// Lax, so that a link in a mail opens a page of hers; forms are refused by their origin before they reach a handler.
const ATTRIBUTES = { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: SESSION_MS / 1000 } as const

/**
 * Keeps the token of a session in the cookie `__Host-operator` (RFC 6265bis, section 4.1.3.2). Browsers take it from
 * http://localhost as well; for development clients that do not, it is set once more without `Secure`.
 */
export function keepToken(c: AnyContext, token: string): void {
  setCookie(c, NAME, token, { ...ATTRIBUTES, secure: true, prefix: 'host' })
  if (isDevelopment(c)) setCookie(c, NAME, token, ATTRIBUTES)
}

/** The token of the session in the cookie of a request. */
export function readToken(c: AnyContext): string | undefined {
  return getCookie(c, NAME, 'host') ?? (isDevelopment(c) ? getCookie(c, NAME) : undefined)
}

/** Takes the cookie away. */
export function dropToken(c: AnyContext): void {
  deleteCookie(c, NAME, { ...ATTRIBUTES, secure: true, prefix: 'host' })
  if (isDevelopment(c)) deleteCookie(c, NAME, ATTRIBUTES)
}
