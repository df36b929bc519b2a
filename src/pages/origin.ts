import type { Context } from 'hono'
import { hashNetwork, networksOf } from '../platform/network'
import { asLine } from '../platform/template'
import type { Origin } from '../subscribers/ledger'
import type { DoorEnv } from './door'

/** Where a consent given in this request comes from, for the ledger. */
export async function originOf(
  c: Context<DoorEnv>,
  from: { page: string; referrer?: string; utm?: Record<string, string> },
): Promise<Origin> {
  const [network] = networksOf(c.req.header('cf-connecting-ip') ?? '')
  return {
    page: asLine(from.page).slice(0, 200),
    referrer: from.referrer ? withoutQuery(asLine(from.referrer)) : null,
    campaign: from.utm ?? {},
    networkHash: network ? await hashNetwork(c.var.house.config.APP_SECRET, network) : null,
  }
}

// What another site wrote behind its address may tell more of her than that she came from there.
function withoutQuery(referrer: string): string {
  return referrer.replace(/[?#].*$/, '')
}
