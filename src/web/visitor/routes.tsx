import { Hono } from 'hono'
import { EVENT_BODY_DAYS } from '../../mail/reconciliation/forget-old'
import { bareAddress } from '../../platform/bare-address'
import { type Config, isLoopback } from '../../platform/config'
import { wholeText } from '../../platform/whole-text'
import { show } from '../http/answer'
import type { PageEnv } from '../http/context'
import { Care } from './care'
import { invitation } from './invitation'
import { Landing } from './landing'
import { Privacy } from './privacy'
import { readUtm } from './read-sign-up'

/** The landing page: a course, and the form to begin it. */
export const landingRoutes = new Hono<PageEnv>()

landingRoutes.get('/', (c) => {
  const utm = readUtm(c.req.query())
  const referrer = wholeText(bareAddress(c.req.header('referer') ?? ''), 500)
  return show(
    c,
    <Landing
      {...invitation(c.var.app, { values: {}, errors: {}, page: '/', utm, ...(referrer ? { referrer } : {}) })}
    />,
  )
})

/** Who should not do the practice, and when to ask first. */
export const careRoutes = new Hono<PageEnv>().get('/', (c) => show(c, <Care site={c.var.app.site} />))

/** What is stored and why. */
export const privacyRoutes = new Hono<PageEnv>().get('/', (c) => {
  const { site, config } = c.var.app
  return show(c, <Privacy site={site} {...hosts(config)} keeps={keeps(config)} />)
})

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
  const databaseHost = own.endsWith('.turso.io') ? 'Turso' : isLoopback(own) ? 'this very house' : own
  return { databaseHost, ...(booking ? { bookingHost: booking } : {}) }
}
