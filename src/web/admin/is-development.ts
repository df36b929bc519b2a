import { isLoopback } from '../../platform/config'
import type { AnyContext } from './context'

/** Whether a request is one of development: by the settings, which refuse it on a public host, and by its host. */
export function isDevelopment(c: AnyContext): boolean {
  return c.var.app.config.DEV_CLOCK && isLoopback(new URL(c.req.url).hostname)
}
