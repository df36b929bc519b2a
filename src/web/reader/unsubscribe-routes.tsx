import { Hono } from 'hono'
import { unsubscribe } from '../../subscribers/unsubscribe'
import { show } from '../http/answer'
import { originOf } from '../http/consent-origin'
import type { WebEnv } from '../http/context'
import { pathOf, readerOf } from './reader-of'
import { Unsubscribe } from './unsubscribe'

/** The routes for unsubscribing. */
export const unsubscribeRoutes = new Hono<WebEnv>()

unsubscribeRoutes.get('/:token', async (c) => {
  const { id, sendHour, weekdaysOnly, unsubscribedAt } = await readerOf(c, 'unsubscribe')
  if (unsubscribedAt !== null) return show(c, <Unsubscribe site={c.var.app.site} state="done" />)
  const preferencesUrl = pathOf(c, 'preferences', id)
  const gentler = {
    pause: `${preferencesUrl}/pause`,
    hour: `${preferencesUrl}/hour`,
    current: sendHour,
    preferencesUrl,
    ...(weekdaysOnly ? {} : { weekdays: `${preferencesUrl}/weekdays` }),
  }
  return show(c, <Unsubscribe site={c.var.app.site} state="ask" action={c.req.path} gentler={gentler} />)
})

// RFC 8058: any body, no cookie, 200, no redirect, and a repeat changes nothing.
unsubscribeRoutes.post('/:token', async (c) => {
  const { id } = await readerOf(c, 'unsubscribe')
  const [, broadcast] = c.var.app.signer.read('unsubscribe', c.req.param('token')) ?? []
  await unsubscribe(c.var.app.db, id, { ...originOf(c, { page: '/unsubscribe' }), broadcast }, c.var.app.clock.now())
  return show(c, <Unsubscribe site={c.var.app.site} state="done" />)
})
