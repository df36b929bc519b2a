import { createHmac } from 'node:crypto'

/**
 * The networks that an address belongs to, as one text each however it was spelt: an IPv4 address alone; of IPv6 the /64,
 * which is one household, and the /48, which is what a provider gives to one customer (RFC 6177). What is no address is
 * taken as it is; none has none.
 */
export function networksOf(address: string): readonly string[] {
  const given = address.trim().toLowerCase().replace(/%.*$/, '')
  if (!given.includes(':')) return given === '' ? [] : [given]
  const groups = expand(given)
  if (!groups) return [given]
  const [v4] = groups.slice(0, 6).join(':') === MAPPED ? [groups.slice(6).map(inDecimals).join('.')] : []
  return v4 ? [v4] : [`${groups.slice(0, 4).join(':')}/64`, `${groups.slice(0, 3).join(':')}/48`]
}

/**
 * A network as we keep it: a keyed hash, so that the ledger can show that two sign-ups came from one place and never where
 * it is.
 */
export function hashNetwork(secret: string, network: string): string {
  return createHmac('sha256', `network:${secret}`).update(network).digest().subarray(0, 12).toString('hex')
}

/**
 * A network in coarse form, for people to read: of IPv4 the first three numbers (`203.0.113.x`), of IPv6 the /48. Null
 * for what is no address.
 */
export function coarseNetwork(address: string): string | null {
  const [first = '', wider] = networksOf(address)
  if (wider) return `${wider.split('/')[0]?.split(':').slice(0, 3).join(':')}::/48`
  return /^\d+\.\d+\.\d+\.\d+$/.test(first) ? first.replace(/\d+$/, 'x') : null
}

/** Whether a caller is on this machine; without an address it is, since the edge always names one. */
export function isLoopbackAddress(address: string | undefined): boolean {
  const [network = 'none'] = networksOf(address ?? '')
  return network === 'none' || /^127\.\d+\.\d+\.\d+$/.test(network) || expand(address ?? '')?.join(':') === LOOPBACK
}

/** How IPv4 is written within IPv6 (RFC 4291, section 2.5.5.2), and this machine. */
const MAPPED = '0:0:0:0:0:ffff'
const LOOPBACK = '0:0:0:0:0:0:0:1'

// The eight groups of an IPv6 address without leading zeros, in small letters; null when it is none. URLs are parsed by
// the letter of url.spec.whatwg.org, which leaves one spelling for each address: only its `::` remains to be filled.
function expand(address: string): string[] | null {
  const host = URL.parse(`http://[${address}]/`)?.hostname
  if (!host) return null
  const [head = '', tail] = host.slice(1, -1).split('::')
  const groups = (text: string | undefined) => (text ? text.split(':') : [])
  const [before, after] = [groups(head), groups(tail)]
  return [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after]
}

function inDecimals(group: string): string {
  const number = Number.parseInt(group, 16)
  return `${number >> 8}.${number & 0xff}`
}
