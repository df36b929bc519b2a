import { Hono } from 'hono'
import { newChallenge } from '../../operators/challenge'
import { hashToken } from '../../operators/session'
import { signInByPasskey } from '../../operators/sign-in-by-passkey'
import { assertion, offerSignIn } from '../../operators/webauthn'
import { problem } from '../../platform/errors'
import type { WebEnv } from '../http/context'
import { partyOf } from './passkey-routes'
import { keepToken, readToken } from './session-cookie'
import { TOO_MANY, withinLimit } from './sign-in-limit'
import { takeWay } from './way-back'
import { whereaboutsOf } from './whereabouts'

/** Signing in with a passkey, by a script; nothing of a caller is asked but that. */
export const signInByPasskeyRoutes = new Hono<WebEnv>()

signInByPasskeyRoutes.post('/options', async (c) => {
  const { clock, signer } = c.var.app
  return c.json(await offerSignIn(partyOf(c), newChallenge(signer, 'sign_in', clock.now())))
})

signInByPasskeyRoutes.post('/', async (c) => {
  const { db, clock, signer } = c.var.app
  if (!(await withinLimit(c))) throw problem('too_many_requests', TOO_MANY)
  const answer = assertion.safeParse(await c.req.json().catch(() => null))
  const before = readToken(c)
  const token = answer.success
    ? await signInByPasskey(
        { db, signer, party: partyOf(c) },
        answer.data,
        before === undefined ? null : hashToken(before),
        whereaboutsOf(c),
        clock.now(),
      )
    : null
  if (token === null)
    throw problem('bad_input', 'This passkey does not open these pages. A link by email works all the same.')
  keepToken(c, token)
  return c.json({ to: takeWay(c) })
})
