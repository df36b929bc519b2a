import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import { devDoors } from './dev-doors'
import { answerError } from './errors-as-http'
import { health } from './health-door'
import type { Bindings, DoorEnv } from './pages/door'
import { CALLER, type Patience, WORK } from './platform/db'
import { problem } from './platform/errors'
import { log } from './platform/log'
import { reader } from './reader/routes'
import { refuseOtherSites } from './refuse-other-sites'
import { visitor } from './visitor/routes'
import { webhooks } from './webhooks/routes'
import type { Wired } from './wiring'

export type AppEnv = DoorEnv & { Variables: { wired: Wired } }

/** The whole site as one handler; `build` makes a house for each request. */
export function openApp(build: (env: Bindings, patience: Patience) => Promise<Wired>) {
  const app = new Hono<AppEnv>()
  app.use(logged, headers, bodyLimit({ maxSize: 512 * 1024, onError: () => tooLarge() }))
  app.use(async (c, next) => {
    const wired = await build(c.env, c.req.path.startsWith('/dev/') ? WORK : CALLER)
    const { config, db, clock, signer, courses, site, env } = wired
    const sendSoon = (id: string, kind: string) =>
      c.executionCtx.waitUntil(env.PROMPT.send({ id, kind }).catch(() => log('queue_refused', { kind })))
    c.set('wired', wired)
    c.set('house', { config, db, clock, signer, courses, site, sendSoon })
    await next()
  })
  app.use(refuseOtherSites)
  app.route('/', health)
  app.route('/', devDoors)
  app.route('/', webhooks)
  app.route('/', reader)
  app.route('/', visitor)
  app.notFound((c) => answerError(problem('not_found', 'There is nothing at this address.'), c))
  app.onError(answerError)
  return app
}

const headers = secureHeaders({
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
  strictTransportSecurity: 'max-age=63072000; includeSubDomains',
  referrerPolicy: 'strict-origin-when-cross-origin',
  xFrameOptions: 'DENY',
  overwrite: false,
  permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [] },
})

// The route's pattern is logged, never the path: tokens stand in paths.
const logged = async (c: Parameters<Parameters<Hono<AppEnv>['use']>[1] & object>[0], next: () => Promise<void>) => {
  const start = Date.now()
  await next()
  log('request', { method: c.req.method, route: c.req.routePath, status: c.res.status, ms: Date.now() - start })
}

function tooLarge(): never {
  throw problem('too_large', 'That is more than this page can take.')
}
