import type { Context } from 'hono'
import { Hono } from 'hono'
import { EVENT_BODY_DAYS } from '../../mail/reconciliation/forget-old'
import { bareAddress } from '../../platform/bare-address'
import { isLoopback } from '../../platform/config'
import { wholeText } from '../../platform/whole-text'
import { show } from '../http/answer'
import type { WebEnv } from '../http/context'
import { Care } from './care'
import { confirmRoutes } from './confirm-routes'
import { invitation } from './invitation'
import { Landing } from './landing'
import { neverRoutes } from './never-routes'
import { Privacy } from './privacy'
import { readUtm } from './read-sign-up'
import { signUpRoutes } from './sign-up-routes'

/** The door for visitors: the landing page, signing up, confirmRoutes, and what the house says of itself. */
export const visitor = new Hono<WebEnv>()

visitor.route('/', signUpRoutes)
visitor.route('/', confirmRoutes)
visitor.route('/', neverRoutes)

visitor.get('/', (c) => {
  // Where she came from stands in the form, so this page is hers alone.
  c.header('Cache-Control', 'private, no-cache')
  const utm = readUtm(c.req.query())
  const referrer = wholeText(bareAddress(c.req.header('referer') ?? ''), 500)
  return show(
    c,
    <Landing {...invitation(c, { values: {}, errors: {}, page: '/', utm, ...(referrer ? { referrer } : {}) })} />,
  )
})

visitor.get('/care', (c) => showToAll(c, <Care site={c.var.app.site} />))

visitor.get('/privacy', (c) => showToAll(c, <Privacy site={c.var.app.site} {...hosts(c)} keeps={keeps(c)} />))

// The same for everybody, and soon asked for again when a setting changes.
function showToAll(c: Context<WebEnv>, page: Parameters<typeof show>[1]) {
  c.header('Cache-Control', 'public, max-age=300')
  return show(c, page)
}

function keeps(c: Context<WebEnv>) {
  const { KEEP_UNCONFIRMED_DAYS, KEEP_EVENTS_DAYS } = c.var.app.config
  return {
    unconfirmed: KEEP_UNCONFIRMED_DAYS,
    eventBody: Math.min(EVENT_BODY_DAYS, KEEP_EVENTS_DAYS),
    events: KEEP_EVENTS_DAYS,
  }
}

function hosts(c: Context<WebEnv>) {
  const { config } = c.var.app
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
