import { Hono } from 'hono'
import { MAX_PICTURE_BYTES, TOO_LARGE } from '../features/media/read-picture'
import { problem } from '../platform/errors'
import { CALLER, WATCH, WORK } from '../platform/time-limit'
import { pictureRoutes } from './admin/media/routes'
import { adminRoutes } from './admin/routes'
import { devRoutes } from './dev/routes'
import { health } from './health/routes'
import { anyOrigin, sameOrigin } from './http/callers'
import type { WebEnv } from './http/context'
import { answerError } from './http/errors-as-http'
import { DESK, PICTURE, PROGRAM, SITE } from './http/headers'
import { mount, mountNothing } from './http/mount'
import type { Parts } from './http/open-context'
import { FIVE_MINUTES, KB, NOT_KEPT, OWN_PAGES, PERSONAL, type Policy, PRIVATE } from './http/policy'
import { mediaRoutes } from './media/routes'
import { bookedRoutes, bookRoutes } from './reader/book-routes'
import { goRoutes } from './reader/go-routes'
import { lessonRoutes } from './reader/lesson-routes'
import { preferencesRoutes } from './reader/preferences-routes'
import { unsubscribeRoutes } from './reader/unsubscribe-routes'
import { checkInboxRoutes } from './visitor/check-inbox-routes'
import { confirmRoutes } from './visitor/confirm-routes'
import { feedRoutes } from './visitor/feed-routes'
import { lettersRoutes } from './visitor/letters-routes'
import { neverRoutes } from './visitor/never-routes'
import { careRoutes, landingRoutes, privacyRoutes } from './visitor/routes'
import { signUpRoutes } from './visitor/sign-up-routes'
import { webhookRoutes } from './webhooks/routes'

/** The whole site as one handler. Every group of routes is mounted here with its policy. */
export function openApp(parts: Parts) {
  const app = new Hono<WebEnv>()
  const site = { app, parts }

  // Programs, each with a proof of its own where one is needed.
  const forPrograms = { callers: anyOrigin, errors: 'problem', headers: SITE, caching: NOT_KEPT, log: 'each' } as const
  mount(site, '/healthz', health, { ...forPrograms, callers: sameOrigin, maxBody: 64 * KB, database: WATCH })
  mount(site, '/dev', devRoutes, { ...forPrograms, callers: sameOrigin, maxBody: 64 * KB, database: WORK })
  // An event of the provider holds the headers and tags of one mail. The queue's consumer logs how many came.
  const events = { ...forPrograms, headers: PROGRAM, log: 'failures', maxBody: 256 * KB } as const
  mount(site, '/webhooks', webhookRoutes(parts), { ...events, database: 'none' })

  // Mail programs show pictures wherever they run.
  mount(site, '/media', mediaRoutes, { ...forPrograms, headers: PICTURE, maxBody: KB, database: 'none' })

  const pages = { callers: sameOrigin, errors: 'page', headers: SITE, log: 'each', maxBody: 64 * KB } as const
  const behindToken = { ...pages, caching: PRIVATE, database: CALLER } satisfies Policy
  mount(site, '/confirm', confirmRoutes, behindToken)
  mount(site, '/never', neverRoutes, behindToken)
  mount(site, '/preferences', preferencesRoutes, behindToken)
  mount(site, '/lessons', lessonRoutes, behindToken)
  mount(site, '/book', bookRoutes, behindToken)
  mount(site, '/booked', bookedRoutes, behindToken)
  mount(site, '/go', goRoutes, behindToken)
  // Mail programs unsubscribe on a reader's behalf (RFC 8058).
  mount(site, '/unsubscribe', unsubscribeRoutes, { ...behindToken, callers: anyOrigin })

  const desk = { ...pages, headers: DESK, caching: OWN_PAGES, database: CALLER } satisfies Policy
  // A form adds its own fields to the picture.
  const upload = { maxBody: Math.ceil(MAX_PICTURE_BYTES / KB + 16) * KB, tooLarge: TOO_LARGE }
  mount(site, '/admin/media', pictureRoutes, { ...desk, ...upload })
  // Its own sessions say who may pass; a form of another site is refused before.
  mount(site, '/admin', adminRoutes, { ...desk, maxBody: 512 * KB }) // a letter, as JSON

  mount(site, '/subscribe', signUpRoutes, { ...pages, caching: NOT_KEPT, database: CALLER })
  mount(site, '/check-inbox', checkInboxRoutes, { ...pages, caching: PRIVATE, database: 'none' })
  mount(site, '/care', careRoutes, { ...pages, caching: FIVE_MINUTES, database: 'none' })
  mount(site, '/privacy', privacyRoutes, { ...pages, caching: FIVE_MINUTES, database: 'none' })
  mount(site, '/letters', lettersRoutes, { ...pages, caching: FIVE_MINUTES, database: CALLER })
  mount(site, '/feed.xml', feedRoutes, { ...pages, caching: FIVE_MINUTES, database: CALLER })
  mount(site, '/', landingRoutes, { ...pages, caching: PERSONAL, database: 'none' })
  mountNothing(site, { ...pages, caching: NOT_KEPT, database: 'none' })

  app.notFound((c) => answerError(problem('not_found', 'There is nothing at this address.'), c))
  app.onError(answerError)
  return app
}
