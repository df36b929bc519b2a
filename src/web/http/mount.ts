import type { Context, Hono, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { problem } from '../../platform/errors'
import type { TimeLimit } from '../../platform/time-limit'
import type { PageEnv, WebEnv } from './context'
import type { HeaderRules } from './headers'
import { logRequests } from './log-requests'
import { type Parts, withDatabase, withoutDatabase } from './open-context'
import type { Policy } from './policy'

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

function stepsOf({ callers, errors, headers, caching, log, maxBody, tooLarge, database }: Policy, parts: Parts) {
  return [
    logRequests(log),
    answerWith(errors, { ...headers, ...caching }),
    database === 'none' ? (withoutDatabase(parts) as unknown as Step) : withDatabase(parts, database),
    // Measured before it is parsed, also when it has no Content-Length.
    limitBody(maxBody, tooLarge),
    judge(callers),
  ] as const
}

// One that a handler has set itself is kept.
function answerWith(errors: Policy['errors'], rules: HeaderRules): Step {
  const list = Object.entries(rules)
  return async (c, next) => {
    c.set('errors', errors)
    await next()
    const { headers } = c.res
    for (const [name, value] of list) if (!headers.has(name)) headers.set(name, value)
  }
}

function limitBody(maxSize: number, sentence = 'That is more than this page can take.'): Step {
  const onError = () => {
    throw problem('too_large', sentence)
  }
  const limited = bodyLimit({ maxSize, onError })
  return (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    const { headers } = c.req.raw
    const declared = headers.get('content-length')
    // Only a body of unknown length has to be opened here.
    if (declared === null || headers.has('transfer-encoding')) return limited(c, next)
    return Number(declared) > maxSize ? onError() : next()
  }
}

function judge(callers: Policy['callers']): Step {
  return async (c, next) => {
    await callers(c as unknown as Context<PageEnv>)
    await next()
  }
}
