import { sayDevice } from '../../operators/device'
import type { Whereabouts } from '../../operators/session'
import { coarseNetwork, hashNetwork, networksOf } from '../../platform/network'
import type { AnyContext } from './context'

/** Where a request comes from, as sessions and the audit log keep it. */
export function whereaboutsOf(c: AnyContext): Whereabouts {
  const address = c.req.header('cf-connecting-ip') ?? ''
  const [network] = networksOf(address)
  return {
    device: sayDevice(c.req.header('user-agent')),
    network: coarseNetwork(address),
    networkHash: network ? hashNetwork(c.var.app.config.APP_SECRET, network) : null,
  }
}
