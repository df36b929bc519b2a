import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { DoorEnv } from '../pages/door'
import type { Typed } from './read-sign-up'

const VISIT = 'visit'

/** A cookie holds about four kilobytes; a visit that is longer is not kept. */
const MOST = 3500

/** Keeps what she typed in her own browser for half an hour, for the page that sends her to her inbox. */
export function keepVisit(
  c: Context<DoorEnv>,
  { email, firstName, timeZone, consent, page, referrer, utm }: Typed,
): void {
  const again = page === '/check-inbox' ? 'yes' : ''
  const visit = JSON.stringify({ email: email.trim(), firstName, timeZone, consent, referrer, again, ...utm })
  const secure = new URL(c.var.house.config.PUBLIC_URL).protocol === 'https:'
  setCookie(c, VISIT, encodeURIComponent(visit).length < MOST ? visit : '', {
    path: '/check-inbox',
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: 1800,
    secure,
  })
}

/** What she typed a moment ago, or null when nothing readable was kept. */
export function readVisit(c: Context<DoorEnv>): (Record<string, string> & { email: string; again: string }) | null {
  const cookie = getCookie(c, VISIT)
  try {
    const visit: unknown = JSON.parse(cookie ?? '')
    if (typeof visit !== 'object' || visit === null) return null
    const words = Object.fromEntries(
      Object.entries(visit).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    )
    return words.email ? { ...words, email: words.email, again: words.again ?? '' } : null
  } catch {
    return null
  }
}
