import type { Context } from 'hono'
import { bareAddress } from '../../platform/bare-address'
import { hashNetwork, networksOf } from '../../platform/network'
import { asLine } from '../../platform/template'
import { wholeText } from '../../platform/whole-text'
import type { Origin } from '../../subscribers/ledger'
import type { WebEnv } from './context'

/** Where a consent given in this request comes from, for the ledger. */
export function originOf(
  c: Context<WebEnv>,
  from: { page: string; referrer?: string; utm?: Record<string, string> },
): Origin {
  const [network] = networksOf(c.req.header('cf-connecting-ip') ?? '')
  return {
    page: wholeText(asLine(from.page), 200),
    referrer: from.referrer ? wholeText(bareAddress(asLine(from.referrer)), 500) : null,
    campaign: from.utm ?? {},
    networkHash: network ? hashNetwork(c.var.app.config.APP_SECRET, network) : null,
  }
}
