import { Hono } from 'hono'
import { listPasskeys } from '../../operators/list-passkeys'
import { listSessions } from '../../operators/list-sessions'
import { revokeSession, revokeSessions } from '../../operators/revoke-sessions'
import { batch } from '../../platform/batch'
import { problem } from '../../platform/errors'
import { show } from '../http/answer'
import { readForm } from '../http/read-form'
import { Account } from './account'
import type { AdminEnv } from './context'
import { passkeyRoutes } from './passkey-routes'
import { readId } from './read-id'
import { dropToken } from './session-cookie'

/** Where an operator is signed in, and the passkeys. */
export const accountRoutes = new Hono<AdminEnv>()

accountRoutes.route('/passkeys', passkeyRoutes)

accountRoutes.get('/', async (c) => {
  const { config, db, clock, site } = c.var.app
  const now = clock.now()
  const { operator, session } = c.var
  const { sessions, passkeys } = await batch(db, {
    sessions: listSessions(db, operator.id, now),
    passkeys: listPasskeys(db, operator.id),
  })
  const page = { site, operator, sessions, passkeys, here: session.id, now, timeZone: config.DEFAULT_TIME_ZONE }
  return show(c, <Account {...page} done={c.req.query('done')} />)
})

accountRoutes.post('/sessions/revoke', async (c) => {
  const { db, clock } = c.var.app
  const which = (await readForm(c)).which === 'all' ? 'all' : 'others'
  await revokeSessions(db, which, c.var, clock.now())
  if (which === 'others') return c.redirect('/admin/account?done=others', 303)
  dropToken(c)
  return c.redirect('/admin/sign-in', 303)
})

accountRoutes.post('/sessions/:id/revoke', async (c) => {
  const { db, clock } = c.var.app
  const id = readId(c)
  if (!(await revokeSession(db, id, c.var, clock.now())))
    throw problem('not_found', 'That browser is signed out already.')
  if (id !== c.var.session.id) return c.redirect('/admin/account?done=one', 303)
  dropToken(c)
  return c.redirect('/admin/sign-in', 303)
})
