import { type SQL, sql } from 'drizzle-orm'
import { noSlotLeft } from './slot'

/** The most sign-ups an hour, over all and for one domain; 0 for no limit. A caller that is not `counted` is exempt. */
export type SignUpLimits = { perHour: number; perDomainHour: number; counted: boolean }

const HOUR_MS = 3_600_000

/** Enough for a workshop on one Wi-Fi, too few for one network to use up what all may use. */
const PER_NETWORK_HOUR = 20

/**
 * The condition that no more sign-ups are accepted now. Every attempt of the last hour counts, whoever it was for, so
 * that it tells nothing about an address.
 */
export function tooMany(
  domain: string,
  networkHash: string | null,
  { perHour, perDomainHour, counted }: SignUpLimits,
  now: number,
): SQL {
  if (!counted) return sql`false`
  const ofNetwork = networkHash === null ? sql`false` : full(PER_NETWORK_HOUR, sql`network_hash = ${networkHash}`, now)
  return sql`(${ofNetwork} or ${full(perHour, sql`domain is not null`, now)} or ${full(perDomainHour, sql`domain = ${domain}`, now)} or ${noSlotLeft(now)})`
}

function full(limit: number, which: SQL, now: number): SQL {
  if (limit === 0) return sql`false`
  const most = sql.raw(String(limit))
  return sql`(select count(*) from (select 1 from sign_ups where ${which} and created_at > ${now - HOUR_MS} limit ${most})) >= ${most}`
}
