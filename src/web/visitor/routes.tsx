import { Hono } from 'hono'
import { firstCourse } from '../../features/courses/find-course'
import { EVENT_BODY_DAYS } from '../../mail/reconciliation/forget-old'
import { bareAddress } from '../../platform/bare-address'
import { type Config, isLoopback } from '../../platform/config'
import { wholeText } from '../../platform/whole-text'
import type { PageEnv } from '../http/context'
import { sharedPage } from '../http/shared-page'
import { HiddenFields } from '../ui/form'
import { Care } from './care'
import { invitation } from './invitation'
import { Landing } from './landing'
import { Privacy } from './privacy'
import { readUtm } from './read-sign-up'

/** The landing page: a course, and the form to begin it. */
export const landingRoutes = new Hono<PageEnv>()

const landing = sharedPage((context) => (
  <Landing {...invitation(context, firstCourse(context.courses), { values: {}, errors: {}, page: '/' })} />
))

landingRoutes.get('/', (c) => {
  c.header('Vary', 'Referer')
  const referrer = wholeText(bareAddress(c.req.header('referer') ?? ''), 500)
  const utm = readUtm(c.req.query())
  if (referrer === '' && Object.keys(utm).length === 0) return landing.answer(c)
  // The form holds where the visitor came from, so this page is for one caller.
  return c.html(withOrigin(landing.html(c.var.app), { ...(referrer ? { referrer } : {}), ...utm }))
})

const PAGE_FIELD = String(<HiddenFields values={{ page: '/' }} />)

// The shared page with more hidden fields, behind the one that names the page.
function withOrigin(html: string, origin: Record<string, string>): string {
  return html.replace(PAGE_FIELD, () => `${PAGE_FIELD}${<HiddenFields values={origin} />}`)
}

const care = sharedPage(({ site }) => <Care site={site} />)

/** Who should not do the practice, and when to ask first. */
export const careRoutes = new Hono<PageEnv>().get('/', care.answer)

const privacy = sharedPage(({ site, config }) => <Privacy site={site} {...hosts(config)} keeps={keeps(config)} />)

/** What is stored and why. */
export const privacyRoutes = new Hono<PageEnv>().get('/', privacy.answer)

function keeps({ KEEP_UNCONFIRMED_DAYS, KEEP_EVENTS_DAYS }: Config) {
  return {
    unconfirmed: KEEP_UNCONFIRMED_DAYS,
    eventBody: Math.min(EVENT_BODY_DAYS, KEEP_EVENTS_DAYS),
    events: KEEP_EVENTS_DAYS,
  }
}

function hosts(config: Config) {
  const booking = {
    calcom: 'Cal.com',
    calendly: 'Calendly',
    acuity: 'Acuity Scheduling',
    square: 'Square',
    none: undefined,
  }[config.BOOKING_PROVIDER]
  const own = new URL(config.LIBSQL_URL).hostname
  const databaseHost = own.endsWith('.turso.io') ? 'Turso' : isLoopback(own) ? 'this computer' : own
  return { databaseHost, ...(booking ? { bookingHost: booking } : {}) }
}
