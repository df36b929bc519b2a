import type { Context } from 'hono'
import { Hono } from 'hono'
import { type OptOut, optOut } from '../../subscribers/opt-out'
import { show } from '../http/answer'
import { originOf } from '../http/consent-origin'
import type { WebEnv } from '../http/context'
import { linkBroken } from '../http/link-broken'
import { Never } from './never'

/** The routes behind "never write to this address again", a link in every confirmation. */
export const neverRoutes = new Hono<WebEnv>()

// Only shows a button, and the same to everyone: mail scanners open links.
neverRoutes.get('/:token', (c) => {
  readOptOut(c)
  return show(c, <Never site={c.var.app.site} state="ask" action={c.req.path} />)
})

neverRoutes.post('/:token', async (c) => {
  const { db, clock, site } = c.var.app
  const wasReading = await optOut(db, readOptOut(c), originOf(c, { page: '/never' }), clock.now())
  return show(c, <Never site={site} state="done" wasReading={wasReading} />)
})

function readOptOut(c: Context<WebEnv, '/:token'>): OptOut {
  const [id, one, other] = c.var.app.signer.read('never', c.req.param('token')) ?? []
  if (id === undefined || one === undefined || other === undefined) throw linkBroken()
  return { id, hash: [one, other] }
}
