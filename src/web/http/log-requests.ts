import type { MiddlewareHandler } from 'hono'
import { log } from '../../platform/log'
import type { WebEnv } from './context'
import type { Policy } from './policy'

/** Writes one line of a request when it is answered, of all or of those that failed. */
export function logRequests(which: Policy['log']): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    const start = Date.now()
    await next()
    const { status } = c.res
    // The route's pattern, never the path: paths hold tokens.
    if (which === 'each' || status >= 400)
      log('request', { method: c.req.method, route: c.req.routePath, status, ms: Date.now() - start })
  }
}
