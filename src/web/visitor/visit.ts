import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import * as z from 'zod'
import { wholeText } from '../../platform/whole-text'
import type { PageEnv, WebEnv } from '../http/context'
import { readUtm, type Typed } from './read-sign-up'

const VISIT = 'visit'

const word = z.string().transform((text) => wholeText(text, 500))
const some = word.catch('')
const visit = z.looseObject({
  email: word.pipe(z.string().min(1)),
  firstName: some,
  timeZone: some,
  course: some,
  consent: some,
  referrer: some,
  again: some,
})

/** A cookie holds about four kilobytes; a longer one is not kept. */
const MOST = 3500

/** Keeps what was typed in a cookie for half an hour, for the page that explains what to do next. */
export function keepVisit(
  c: Context<WebEnv>,
  { email, firstName, timeZone, course, consent, page, referrer, utm }: Typed,
): void {
  const again = page === '/check-inbox' ? 'yes' : ''
  const kept = JSON.stringify({
    email: email.trim(),
    firstName,
    timeZone,
    course: course.slug,
    consent,
    referrer,
    again,
    ...utm,
  })
  const secure = new URL(c.var.app.config.PUBLIC_URL).protocol === 'https:'
  setCookie(c, VISIT, encodeURIComponent(kept).length < MOST ? kept : '', {
    path: '/check-inbox',
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: 1800,
    secure,
  })
}

/** What was typed a moment ago, or null when nothing readable was kept. */
export function readVisit(c: Context<PageEnv>): (Record<string, string> & { email: string; again: string }) | null {
  const cookie = getCookie(c, VISIT)
  try {
    const { success, data } = visit.safeParse(JSON.parse(cookie ?? ''))
    if (!success) return null
    const { email, firstName, timeZone, course, consent, referrer, again } = data
    return { email, firstName, timeZone, course, consent, referrer, again, ...readUtm(data) }
  } catch {
    return null
  }
}
