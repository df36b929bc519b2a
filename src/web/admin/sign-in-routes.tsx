import { type Context, Hono } from 'hono'
import { requestLink } from '../../operators/request-link'
import { findSession, hashToken } from '../../operators/session'
import { findLink, signInByLink } from '../../operators/sign-in'
import { signInForDevelopment } from '../../operators/sign-in-for-development'
import { newKey } from '../../platform/ids'
import { show } from '../http/answer'
import type { WebEnv } from '../http/context'
import { linkBroken } from '../http/link-broken'
import { readForm } from '../http/read-form'
import { keepAsked, readAsked } from './asked-cookie'
import { isDevelopment } from './is-development'
import { keepToken, readToken } from './session-cookie'
import { SignIn } from './sign-in'
import { signInByPasskeyRoutes } from './sign-in-by-passkey-routes'
import { isCounted, TOO_MANY, withinLimit } from './sign-in-limit'
import { SignInLink } from './sign-in-link'
import { takeWay } from './way-back'
import { whereaboutsOf } from './whereabouts'

/** The sign-in: asking for a link, and the page behind it. */
export const signInRoutes = new Hono<WebEnv>()

signInRoutes.route('/passkey', signInByPasskeyRoutes)

signInRoutes.get('/', async (c) => {
  const { db, clock, site } = c.var.app
  const token = readToken(c)
  const session = token === undefined ? null : await findSession(db, token, clock.now())
  if (session && !('over' in session)) return c.redirect(takeWay(c), 303)
  if (c.req.query('asked') !== undefined) return show(c, <SignIn site={site} asked typed={readAsked(c)} />)
  return show(c, <SignIn site={site} over={session?.over} />)
})

signInRoutes.post('/', async (c) => {
  const { config, db, clock, site, sendSoon } = c.var.app
  const typed = (await readForm(c)).email?.trim() ?? ''
  if (!/^[^\s@]+@[^\s@]+$/.test(typed))
    return show(
      c,
      <SignIn site={site} typed={typed} error="Please enter your email address, as in anna@example.com." />,
      422,
    )
  if (!(await withinLimit(c))) {
    c.header('Retry-After', '60')
    return show(c, <SignIn site={site} typed={typed} error={TOO_MANY} />, 429)
  }
  const batchId = newKey()
  const { networkHash } = whereaboutsOf(c)
  const asker = { tokenHash: presentedHash(c), networkHash, counted: isCounted(c) }
  const written = await requestLink(db, typed, asker, config.ADMIN_EMAILS, batchId, clock.now())
  if (written) sendSoon(batchId, 'signin')
  keepAsked(c, typed)
  return c.redirect('/admin/sign-in?asked', 303)
})

// Development only: the link that `npm run dev` prints.
signInRoutes.get('/development', async (c) => {
  if (!isDevelopment(c)) return c.notFound()
  const { config, db, clock } = c.var.app
  keepToken(c, await signInForDevelopment(db, config.ADMIN_EMAILS, whereaboutsOf(c), clock.now()))
  return c.redirect(takeWay(c), 303)
})

// Only shows a button: mail scanners open links.
signInRoutes.get('/:token', async (c) => {
  c.header('Referrer-Policy', 'no-referrer')
  const { db, clock, site } = c.var.app
  const named = readLink(c)
  const link = await findLink(db, named.id, named.operatorId, clock.now())
  if (!link) throw linkBroken()
  return show(c, <SignInLink site={site} action={c.req.path} {...link} />, link.state === 'open' ? 200 : 410)
})

signInRoutes.post('/:token', async (c) => {
  c.header('Referrer-Policy', 'no-referrer')
  const { db, clock, site } = c.var.app
  const now = clock.now()
  const named = readLink(c)
  const token = await signInByLink(db, named, presentedHash(c), whereaboutsOf(c), now)
  if (token !== null) {
    keepToken(c, token)
    return c.redirect(takeWay(c), 303)
  }
  if (await isSignedInBy(c, named.id, now)) return c.redirect(takeWay(c), 303)
  const link = await findLink(db, named.id, named.operatorId, now)
  if (!link) throw linkBroken()
  return show(c, <SignInLink site={site} action={c.req.path} {...link} />, 410)
})

// A second press, whose first one has already signed this browser in.
async function isSignedInBy(c: Context<WebEnv>, linkId: number, now: number): Promise<boolean> {
  const token = readToken(c)
  const session = token === undefined ? null : await findSession(c.var.app.db, token, now)
  return session !== null && !('over' in session) && session.linkId === linkId
}

function readLink(c: Context<WebEnv>): { id: number; operatorId: number } {
  const [id, operatorId] = c.var.app.signer.read('admin/sign-in', c.req.param('token') ?? '') ?? []
  if (id === undefined || operatorId === undefined) throw linkBroken()
  return { id, operatorId }
}

function presentedHash(c: Context<WebEnv>): string | null {
  const token = readToken(c)
  return token === undefined ? null : hashToken(token)
}
