import { getCookie, setCookie } from 'hono/cookie'
import { wholeText } from '../../platform/whole-text'
import type { AnyContext } from './context'

const NAME = 'asked'
const ATTRIBUTES = { path: '/', httpOnly: true, sameSite: 'Lax', secure: true, prefix: 'host', maxAge: 900 } as const

/** Keeps the address that was typed, as long as its link is good, so that the next page can show it. */
export function keepAsked(c: AnyContext, typed: string): void {
  setCookie(c, NAME, wholeText(typed, MAX_LENGTH), ATTRIBUTES)
}

/** That address, whoever's it is; undefined when none was kept. */
export function readAsked(c: AnyContext): string | undefined {
  return getCookie(c, NAME, 'host') || undefined
}

/** As long as mail servers take (RFC 5321, section 4.5.3.1). */
const MAX_LENGTH = 254
