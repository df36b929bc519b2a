import type { Context, Hono, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { problem } from '../../platform/errors'
import type { TimeLimit } from '../../platform/time-limit'
import type { PageEnv, WebEnv } from './context'
import { putHeaders } from './headers'
import { type Parts, withDatabase, withoutDatabase } from './open-context'
import type { Caching, Policy } from './policy'

/** Routes and their policy: routes that are mounted without a database can name none. */
type Group =
  | [routes: Hono<PageEnv>, policy: Policy & { database: 'none' }]
  | [routes: Hono<WebEnv>, policy: Policy & { database: TimeLimit }]

type Site = { app: Hono<WebEnv>; parts: Parts }

/**
 * Mounts a group of routes at a path, under its policy, which holds there for paths and methods that the group does not
 * know as well. What the policy needs is made here, once.
 */
export function mount({ app, parts }: Site, at: string, ...[routes, policy]: Group): void {
  const everything = at === '/' ? at : `${at}/*`
  app.use(everything, ...stepsOf(policy, parts))
  app.route(at, routes as Hono<WebEnv>)
  app.all(everything, (c) => c.notFound())
}

/** The policy of every path at which nothing is mounted. */
export function mountNothing({ app, parts }: Site, policy: Policy & { database: 'none' }): void {
  app.all('*', ...stepsOf(policy, parts), (c) => c.notFound())
}

type Step = MiddlewareHandler<WebEnv>

function stepsOf({ callers, errors, headers, caching, maxBody, database }: Policy, parts: Parts) {
  return [
    tellErrors(errors),
    putHeaders(headers),
    putCaching(caching),
    database === 'none' ? (withoutDatabase(parts) as unknown as Step) : withDatabase(parts, database),
    // Measured before it is parsed, also when it has no Content-Length.
    bodyLimit({ maxSize: maxBody, onError: tooLarge }),
    judge(callers),
  ] as const
}

function tellErrors(errors: Policy['errors']): Step {
  return async (c, next) => {
    c.set('errors', errors)
    await next()
  }
}

function putCaching(caching: Caching): Step {
  const headers = Object.entries(caching)
  return async (c, next) => {
    await next()
    for (const [name, value] of headers) if (!c.res.headers.has(name)) c.res.headers.set(name, value)
  }
}

function judge(callers: Policy['callers']): Step {
  return async (c, next) => {
    await callers(c as unknown as Context<PageEnv>)
    await next()
  }
}

function tooLarge(): never {
  throw problem('too_large', 'That is more than this page can take.')
}
