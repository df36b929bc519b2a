import type { Context } from 'hono'
import { Hono } from 'hono'
import { show } from '../pages/answer'
import type { DoorEnv } from '../pages/door'
import { isLoopback } from '../platform/config'
import { Care } from './care'
import { confirming } from './confirm-routes'
import { invitation } from './invitation'
import { Landing } from './landing'
import { refusing } from './never-routes'
import { Privacy } from './privacy'
import { isUtm } from './read-sign-up'
import { signingUp } from './sign-up-routes'

/** The door for visitors: the landing page, signing up, confirming, and what the house says of itself. */
export const visitor = new Hono<DoorEnv>()

visitor.route('/', signingUp)
visitor.route('/', confirming)
visitor.route('/', refusing)

visitor.get('/', (c) => {
  const utm = Object.fromEntries(Object.entries(c.req.query()).filter(([name]) => isUtm(name)))
  const referrer = c.req.header('referer')
  return show(
    c,
    <Landing {...invitation(c, { values: {}, errors: {}, page: '/', utm, ...(referrer ? { referrer } : {}) })} />,
  )
})

visitor.get('/care', (c) => show(c, <Care site={c.var.house.site} />))

visitor.get('/privacy', (c) => show(c, <Privacy site={c.var.house.site} {...hosts(c)} />))

function hosts(c: Context<DoorEnv>) {
  const { config } = c.var.house
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
