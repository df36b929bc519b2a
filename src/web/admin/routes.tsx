import { Hono } from 'hono'
import type { WebEnv } from '../http/context'
import { accountRoutes } from './account-routes'
import { broadcastRoutes } from './broadcasts/routes'
import { claimWordsRoutes } from './check/claim-words-routes'
import { checkRoutes } from './check/routes'
import type { AdminEnv } from './context'
import { logRoutes } from './log-routes'
import { operatorRoutes } from './operator-routes'
import { previewRoutes } from './preview/routes'
import { segmentRoutes } from './sending/segment-routes'
import { signInRoutes } from './sign-in-routes'
import { signOutRoutes } from './sign-out-routes'
import { signedIn } from './signed-in'
import { unsavedRoutes } from './unsaved-routes'

/** The practitioner's pages. All but the sign-in are behind it. */
export const adminRoutes = new Hono<WebEnv>()

adminRoutes.route('/sign-in', signInRoutes)
adminRoutes.route('/', pages())

function pages() {
  const routes = new Hono<AdminEnv>()
  routes.use('*', signedIn)
  routes.route('/broadcasts', previewRoutes)
  routes.route('/broadcasts', checkRoutes)
  routes.route('/claim-words', claimWordsRoutes)
  routes.route('/account', accountRoutes)
  routes.route('/operators', operatorRoutes)
  routes.route('/log', logRoutes)
  routes.route('/unsaved', unsavedRoutes)
  routes.route('/segments', segmentRoutes)
  routes.route('/sign-out', signOutRoutes)
  routes.route('/broadcasts', broadcastRoutes)
  routes.get('/', (c) => c.redirect('/admin/broadcasts', 303))
  return routes
}
