import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import type { AppContext, Bindings } from '../context'
import type { Waiting } from '../mail/outbox/plan'
import { leaveDb } from '../platform/db'
import { problem } from '../platform/errors'
import { log } from '../platform/log'
import { CALLER, type TimeLimit, WATCH, WORK } from '../platform/time-limit'
import { devRoutes } from './dev/routes'
import { health } from './health/routes'
import type { WebEnv } from './http/context'
import { answerError } from './http/errors-as-http'
import { refuseOtherSites } from './http/refuse-other-sites'
import { reader } from './reader/routes'
import { siteOf } from './ui/site'
import { visitor } from './visitor/routes'
import { webhooks } from './webhooks/routes'

/** How the app comes to what it needs: the context of one request, and a tick for development. */
type Parts = {
  build: (env: Bindings, timeLimit: TimeLimit) => Promise<AppContext>
  tick: (context: AppContext) => Promise<Waiting[]>
}

/** The whole site as one handler; every request has a context of its own. */
export function openApp({ build, tick }: Parts) {
  const app = new Hono<WebEnv>()
  app.use(logged, headers, smallBodies)
  app.use(async (c, next) => {
    const context = await build(c.env, timeLimitOf(c.req.path))
    const { config, db, courses, env } = context
    const sendSoon = (id: string, kind: 'confirm' | 'lesson') =>
      c.executionCtx.waitUntil(env.PROMPT.send({ id, kind }).catch(() => log('queue_refused', { kind })))
    if (config.HSTS_SUBDOMAINS) c.header('Strict-Transport-Security', `${TWO_YEARS}; includeSubDomains`)
    c.set('app', { ...context, site: siteOf(config, courses), sendSoon, runTick: () => tick(context) })
    await next()
    leaveDb(db)
  })
  app.use(refuseOtherSites)
  app.route('/', health)
  app.route('/', devRoutes)
  app.route('/', webhooks)
  app.route('/', reader)
  app.route('/', visitor)
  app.notFound((c) => answerError(problem('not_found', 'There is nothing at this address.'), c))
  app.onError(answerError)
  return app
}

// Bodies are measured before anything is made of them, also those that do not say how long they are: the forms of this
// site need far less, an event of the provider holds the headers and tags of one mail.
const KB = 1024
const atMost = (maxSize: number) => bodyLimit({ maxSize, onError: () => tooLarge() })
const [ofForms, ofEvents] = [atMost(64 * KB), atMost(256 * KB)]
const smallBodies: typeof ofForms = (c, next) => (c.req.path.startsWith('/webhooks/') ? ofEvents : ofForms)(c, next)

const TWO_YEARS = 'max-age=63072000'

function timeLimitOf(path: string): TimeLimit {
  if (path === '/healthz') return WATCH
  return path.startsWith('/dev/') ? WORK : CALLER
}

const secured = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    baseUri: ["'none'"],
    connectSrc: ["'self'"],
    fontSrc: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    frameSrc: ['https://challenges.cloudflare.com'],
    imgSrc: ["'self'"],
    manifestSrc: ["'self'"],
    scriptSrc: ["'self'", 'https://challenges.cloudflare.com'],
    styleSrc: ["'self'"],
  },
  strictTransportSecurity: TWO_YEARS,
  referrerPolicy: 'strict-origin-when-cross-origin',
  xFrameOptions: 'DENY',
  overwrite: false,
  permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [] },
})

// What a route says of caching stands; an answer without a word of it is not cached.
const headers: typeof secured = (c, next) =>
  secured(c, async () => {
    await next()
    if (!c.res.headers.has('cache-control')) c.header('Cache-Control', 'no-store')
  })

// The route's pattern is logged, never the path: tokens stand in paths.
const logged = async (c: Parameters<Parameters<Hono<WebEnv>['use']>[1] & object>[0], next: () => Promise<void>) => {
  const start = Date.now()
  await next()
  log('request', { method: c.req.method, route: c.req.routePath, status: c.res.status, ms: Date.now() - start })
}

function tooLarge(): never {
  throw problem('too_large', 'That is more than this page can take.')
}
