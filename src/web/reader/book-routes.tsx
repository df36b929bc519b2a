import { Hono } from 'hono'
import { countClick, isBooked, markBooked } from '../../features/bookings/booked'
import { bookingPage } from '../../features/bookings/booking-page'
import { show } from '../http/answer'
import type { WebEnv } from '../http/context'
import { Booked } from './booked'
import { pathOf, readerOf } from './reader-of'

/** The redirect to the practitioner's booking page. */
export const bookRoutes = new Hono<WebEnv>()

// Counts the click and changes nothing else; HEAD is not counted.
bookRoutes.get('/:token', async (c) => {
  const { db, clock, config, signer } = c.var.app
  const { id, email, firstName } = await readerOf(c, 'book')
  if (c.req.raw.method === 'GET') await countClick(db, id, clock.now())
  return c.redirect(bookingPage(config, { email, firstName, token: signer.sign('booking', [id]) }), 302)
})

/** "I have booked", for booking tools without webhooks. */
export const bookedRoutes = new Hono<WebEnv>()

bookedRoutes.get('/:token', async (c) => {
  const { id } = await readerOf(c, 'booked')
  if (await isBooked(c.var.app.db, id)) return show(c, <Booked site={c.var.app.site} state="done" />)
  return show(c, <Booked site={c.var.app.site} state="ask" action={c.req.path} bookUrl={pathOf(c, 'book', id)} />)
})

bookedRoutes.post('/:token', async (c) => {
  const { id } = await readerOf(c, 'booked')
  await markBooked(c.var.app.db, id, 'reader', c.var.app.clock.now())
  return show(c, <Booked site={c.var.app.site} state="done" />)
})
