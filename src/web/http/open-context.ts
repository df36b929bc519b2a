import type { Context, MiddlewareHandler } from 'hono'
import type { AppContext, Bindings } from '../../context'
import type { Waiting } from '../../mail/outbox/plan'
import { type Config, readConfig } from '../../platform/config'
import { describeError, log } from '../../platform/log'
import { memoise } from '../../platform/memoise'
import type { TimeLimit } from '../../platform/time-limit'
import { siteOf } from '../ui/site'
import type { PageContext, PageEnv, RequestContext, WebEnv } from './context'
import { TWO_YEARS } from './headers'

/** What requests are served with: the courses, the way to build a context, and a tick for development. */
export type Parts = {
  courses: AppContext['courses']
  build: (env: Bindings, timeLimit: TimeLimit) => Promise<AppContext>
  tick: (context: AppContext) => Promise<Waiting[]>
}

/** Gives a request its own context; its database waits no longer than `timeLimit`. Throws `bad_settings`. */
export function withDatabase({ courses, build, tick }: Parts, timeLimit: TimeLimit): MiddlewareHandler<WebEnv> {
  const pageOf = pageContextOf(courses)
  return async (c, next) => {
    const context = await build(c.env, timeLimit)
    const { config, env } = context
    const sendSoon = (id: string, kind: 'confirm' | 'lesson' | 'signin' | 'broadcast') =>
      c.executionCtx.waitUntil(env.PROMPT.send({ id, kind }).catch(() => log('queue_refused', { kind })))
    const { site } = pageOf(config)
    const afterAnswer: RequestContext['afterAnswer'] = (name, act) =>
      c.executionCtx.waitUntil(
        withOwnDatabase(() => build(c.env, timeLimit), act).catch((error) =>
          log('not_done_after_answer', { name, ...describeError(error) }),
        ),
      )
    c.set('app', Object.assign(context, { site, sendSoon, afterAnswer, runTick: () => tick(context) }))
    bindSubdomains(c, config)
    await next()
    context.leave()
  }
}

// The answer does not wait for it, and the request's own database is left with the answer.
async function withOwnDatabase(open: () => Promise<AppContext>, act: (db: AppContext['db']) => Promise<unknown>) {
  const context = await open()
  try {
    await act(context.db)
  } finally {
    context.leave()
  }
}

/** Gives a request the settings and the courses: the very same object until one of them changes. Throws `bad_settings`. */
export function withoutDatabase({ courses }: Parts): MiddlewareHandler<PageEnv> {
  const pageOf = pageContextOf(courses)
  return (c, next) => {
    const config = readConfig(c.env)
    c.set('app', pageOf(config))
    bindSubdomains(c, config)
    return next()
  }
}

const pageContextOf = memoise((courses: Parts['courses']) =>
  memoise((config: Config): PageContext => ({ config, courses, site: siteOf(config) })),
)

function bindSubdomains(c: Pick<Context, 'header'>, { HSTS_SUBDOMAINS }: Config): void {
  if (HSTS_SUBDOMAINS) c.header('Strict-Transport-Security', `${TWO_YEARS}; includeSubDomains`)
}
