import type { Context, MiddlewareHandler } from 'hono'
import type { AppContext, Bindings } from '../../context'
import type { Waiting } from '../../mail/outbox/plan'
import { type Config, readConfig } from '../../platform/config'
import { leaveDb } from '../../platform/db'
import { log } from '../../platform/log'
import type { TimeLimit } from '../../platform/time-limit'
import { siteOf } from '../ui/site'
import type { PageEnv, WebEnv } from './context'
import { TWO_YEARS } from './headers'

/** What requests are served with: the courses, the way to build a context, and a tick for development. */
export type Parts = {
  courses: AppContext['courses']
  build: (env: Bindings, timeLimit: TimeLimit) => Promise<AppContext>
  tick: (context: AppContext) => Promise<Waiting[]>
}

/** Gives a request its own context; its database waits no longer than `timeLimit`. Throws `bad_settings`. */
export function withDatabase({ build, tick }: Parts, timeLimit: TimeLimit): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    const context = await build(c.env, timeLimit)
    const { config, db, courses, env } = context
    const sendSoon = (id: string, kind: 'confirm' | 'lesson') =>
      c.executionCtx.waitUntil(env.PROMPT.send({ id, kind }).catch(() => log('queue_refused', { kind })))
    c.set('app', { ...context, site: siteOf(config, courses), sendSoon, runTick: () => tick(context) })
    bindSubdomains(c, config)
    await next()
    leaveDb(db)
  }
}

/** Gives a request the settings and the courses. Throws `bad_settings`. */
export function withoutDatabase({ courses }: Parts): MiddlewareHandler<PageEnv> {
  return async (c, next) => {
    const config = readConfig(c.env)
    c.set('app', { env: c.env, config, courses, site: siteOf(config, courses) })
    bindSubdomains(c, config)
    await next()
  }
}

function bindSubdomains(c: Pick<Context, 'header'>, { HSTS_SUBDOMAINS }: Config): void {
  if (HSTS_SUBDOMAINS) c.header('Strict-Transport-Security', `${TWO_YEARS}; includeSubDomains`)
}
