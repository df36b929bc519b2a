import type { Context } from 'hono'
import { hashNetwork } from '../platform/network'
import { asLine } from '../platform/template'
import type { Origin } from '../subscribers/ledger'
import type { DoorEnv } from './door'

/** Where a consent given in this request comes from, for the ledger. */
export async function originOf(
  c: Context<DoorEnv>,
  from: { page: string; referrer?: string; utm?: Record<string, string> },
): Promise<Origin> {
  const address = c.req.header('cf-connecting-ip')
  return {
    page: asLine(from.page).slice(0, 200),
    referrer: from.referrer ? asLine(from.referrer) : null,
    campaign: from.utm ?? {},
    networkHash: address ? await hashNetwork(c.var.house.config.APP_SECRET, address) : null,
  }
}
