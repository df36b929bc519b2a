import type { MiddlewareHandler } from 'hono'
import { findSession, isTouchDue, type Session, touchSession } from '../../operators/session'
import { describeError, log } from '../../platform/log'
import type { AdminEnv } from './context'
import { keepTyped } from './keep-typed'
import { keepToken, readToken } from './session-cookie'
import { rememberUnsaved, rememberWay } from './way-back'
import { whereaboutsOf } from './whereabouts'

/** Lets operators pass. Everybody else is sent to the sign-in, whatever the path and the method. */
export const signedIn: MiddlewareHandler<AdminEnv> = async (c, next) => {
  const { db, clock } = c.var.app
  const token = readToken(c)
  const now = clock.now()
  const session = token === undefined ? null : await findSession(db, token, now)
  if (token === undefined || !session || 'over' in session) {
    if (session && 'over' in session && (await keepTyped(c, session, now))) rememberUnsaved(c)
    else rememberWay(c)
    return c.redirect('/admin/sign-in', 303)
  }
  const whereabouts = whereaboutsOf(c)
  const { operatorId, email } = session
  c.set('session', session)
  c.set('operator', { id: operatorId, email })
  c.set('actor', { operatorId, device: whereabouts.device, network: whereabouts.network })
  if (isTouchDue(session, now)) {
    keepToken(c, token)
    c.executionCtx.waitUntil(touch(session, () => touchSession(db, session.id, whereabouts, now)))
  }
  await next()
}

// After the answer; when it fails, the next request writes it down.
async function touch({ id }: Session, write: () => PromiseLike<unknown>): Promise<void> {
  try {
    await write()
  } catch (error) {
    log('session_not_touched', { session: id, ...describeError(error) })
  }
}
