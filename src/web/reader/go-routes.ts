import type { Context } from 'hono'
import { Hono } from 'hono'
import { countClick as countBookingClick } from '../../features/bookings/booked'
import { bookingPage } from '../../features/bookings/booking-page'
import { countClick } from '../../features/broadcasts/links/count-click'
import { BOOK } from '../../features/broadcasts/links/counted-links'
import { findLink } from '../../features/broadcasts/links/where-it-leads'
import { isDatabaseAway } from '../../platform/db'
import { findSubscriber } from '../../subscribers/find'
import type { WebEnv } from '../http/context'
import { linkBroken } from '../http/link-broken'
import { saysMachine } from './says-machine'

/** The redirect of a link in a broadcast. */
export const goRoutes = new Hono<WebEnv>()

// Leads only to what was stored when the letter was sent. The click is counted after the answer, so nobody waits for it.
goRoutes.get('/:token', async (c) => {
  const { app } = c.var
  const [broadcastId, subscriberId] = app.signer.read('go', c.req.param('token')) ?? []
  if (broadcastId === undefined || subscriberId === undefined) throw linkBroken()
  const key = c.req.query('l') ?? ''
  const href = await findLink(() => app.db, broadcastId, key)
  if (href === null) throw linkBroken()
  const now = app.clock.now()
  const machine = saysMachine(c.req.raw)
  app.afterAnswer('count_click', async (db) => {
    await countClick(db, { broadcastId, subscriberId, key, saysMachine: machine }, now)
    if (href === BOOK.href && c.req.raw.method === 'GET') await countBookingClick(db, subscriberId, now)
  })
  return c.redirect(href === BOOK.href ? await bookingPageOf(c, subscriberId) : new URL(href).href, 302)
})

// Prefilled for the reader; for somebody who is not known any more, or while the database is away, it opens all the same.
async function bookingPageOf(c: Context<WebEnv>, id: number): Promise<string> {
  const { db, config, signer } = c.var.app
  const reader = await findSubscriber(db, id).catch(unlessAway)
  return reader ? bookingPage(config, { ...reader, token: signer.sign('booking', [id]) }) : config.BOOKING_URL
}

function unlessAway(error: unknown): null {
  if (isDatabaseAway(error)) return null
  throw error
}
