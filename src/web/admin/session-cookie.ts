import { getCookie, setCookie } from 'hono/cookie'
import { SESSION_MS } from '../../operators/session'
import type { AnyContext } from './context'
import { isDevelopment } from './is-development'

const NAME = 'operator'

// Lax, so that a link in a mail opens a page of hers; forms are refused by their origin before they reach a handler.
const ATTRIBUTES = { path: '/', httpOnly: true, sameSite: 'Lax' } as const
const SESSION_S = SESSION_MS / 1000
const HOUR_S = 3600

/**
 * Keeps the token of a session in the cookie `__Host-operator` (RFC 6265bis, section 4.1.3.2). Browsers take it from
 * http://localhost as well; for development clients that do not, it is set once more without `Secure`.
 */
export function keepToken(c: AnyContext, token: string, maxAge: number = SESSION_S): void {
  setCookie(c, NAME, token, { ...ATTRIBUTES, maxAge, secure: true, prefix: 'host' })
  if (isDevelopment(c)) setCookie(c, NAME, token, { ...ATTRIBUTES, maxAge })
}

/** The token of the session in the cookie of a request. */
export function readToken(c: AnyContext): string | undefined {
  return getCookie(c, NAME, 'host') ?? (isDevelopment(c) ? getCookie(c, NAME) : undefined)
}

/**
 * Lets the cookie of a session that has ended go within the hour: until then the sign-in can say why, and a form that is
 * still open in another tab is not lost. What that tab keeps of letters in the browser is cleared at once.
 */
export function dropToken(c: AnyContext): void {
  keepToken(c, readToken(c) ?? '', HOUR_S)
  c.header('Clear-Site-Data', '"storage"')
}
