import { Hono } from 'hono'
import { recordAudit } from '../../operators/audit'
import { signOut } from '../../operators/session'
import { batch } from '../../platform/batch'
import type { AdminEnv } from './context'
import { dropToken } from './session-cookie'

/** Ends the session of this browser. */
export const signOutRoutes = new Hono<AdminEnv>()

signOutRoutes.post('/', async (c) => {
  const { db, clock } = c.var.app
  const now = clock.now()
  const { id } = c.get('session')
  await batch(db, {
    ended: signOut(db, id, now),
    noted: recordAudit(db, { ...c.get('actor'), action: 'signed_out' }, now),
  })
  dropToken(c)
  c.header('Clear-Site-Data', '"storage"') // words of a letter that wait in this browser
  return c.redirect('/admin/sign-in', 303)
})
