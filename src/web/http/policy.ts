import type { TimeLimit } from '../../platform/time-limit'
import type { CallerCheck } from './callers'
import type { HeaderRules } from './headers'

/**
 * What a group of routes declares where it is mounted. Nothing has a default: a group that says nothing of one of these
 * does not compile.
 */
export type Policy = {
  /** Who may call: `sameOrigin` or `anyOrigin`. */
  callers: CallerCheck
  /**
   * How an error is answered: as a page, except to a program that says it is one, or to all as problem+json (RFC 9457).
   */
  errors: 'page' | 'problem'
  /** What browsers may do with an answer: `SITE`, `PROGRAM`, or a content security policy of its own. */
  headers: HeaderRules
  /** Who may cache an answer; an error is never cached. */
  caching: Caching
  /**
   * Which requests have a line of their own in the log: `each`, or only `failures` (an answer of 400 or more) where
   * those that succeed are counted elsewhere.
   */
  log: 'each' | 'failures'
  /** The largest body that is read, in bytes. */
  maxBody: number
  /** The sentence for a larger one, where the page has one of its own. */
  tooLarge?: string
  /** How long its statements wait for the database. With `none` nothing is opened, and the context has no database. */
  database: TimeLimit | 'none'
}

/** The caching headers; one that the handler sets itself is kept. */
export type Caching = Readonly<Record<string, string>>

/** Not cached. */
export const NOT_KEPT: Caching = { 'Cache-Control': 'no-store' }

/** Behind a token: not cached, not indexed, and its URL not sent as a referrer. */
export const PRIVATE: Caching = { ...NOT_KEPT, 'X-Robots-Tag': 'noindex, nofollow', 'Referrer-Policy': 'no-referrer' }

/** Behind a sign-in: not cached, not indexed, and its URL sent as a referrer to pages of this host alone. */
export const OWN_PAGES: Caching = { ...PRIVATE, 'Referrer-Policy': 'same-origin' }

/** Cached for one caller and revalidated each time: the form holds where the visitor came from. */
export const PERSONAL: Caching = { 'Cache-Control': 'private, no-cache' }

/** The same for everybody, and revalidated soon, so that a changed setting shows. */
export const FIVE_MINUTES: Caching = { 'Cache-Control': 'public, max-age=300' }

/** Never changes: its address is made of its content. */
export const FOR_EVER: Caching = { 'Cache-Control': 'public, max-age=31536000, immutable' }

export const KB = 1024
