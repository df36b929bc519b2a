import { isLoopbackAddress } from '../../platform/network'
import type { AnyContext } from './context'
import { whereaboutsOf } from './whereabouts'

/** Whether limits count a caller; in development this machine itself is exempt, but for the limit of an address. */
export function isCounted(c: AnyContext): boolean {
  return !(c.var.app.config.DEV_CLOCK && isLoopbackAddress(c.req.header('cf-connecting-ip')))
}

/** Counts one attempt to sign in for the caller's network, before anything of it is looked at. */
export async function withinLimit(c: AnyContext): Promise<boolean> {
  const { networkHash } = whereaboutsOf(c)
  if (!isCounted(c) || networkHash === null) return true
  return (await c.env.SIGNIN_LIMIT.limit({ key: networkHash })).success
}

/** What is told beyond it. */
export const TOO_MANY = 'Too many tries from your network. Please wait a minute and try again.'
