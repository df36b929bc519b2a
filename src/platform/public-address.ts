/**
 * Whether an address may be asked from the Worker: `public`, or `internal` where it names this machine, a network of its
 * own or nothing that the public name service knows (RFC 6761, RFC 6762, RFC 8375, RFC 2606). Addresses of numbers are
 * never asked.
 */
export function judgeTarget(address: string): 'public' | 'internal' {
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return 'internal'
  if (!['', '80', '443'].includes(url.port)) return 'internal'
  const name = url.hostname.toLowerCase().replace(/\.+$/, '')
  // URLs are parsed by the letter of url.spec.whatwg.org: every spelling of an IPv4 address has become four numbers.
  if (name.startsWith('[') || /^\d+(\.\d+){3}$/.test(name) || !name.includes('.')) return 'internal'
  return INTERNAL.some((ending) => name === ending || name.endsWith(`.${ending}`)) ? 'internal' : 'public'
}

const INTERNAL = [
  'localhost',
  'local',
  'localdomain',
  'internal',
  'intranet',
  'private',
  'corp',
  'home',
  'lan',
  'home.arpa',
  'in-addr.arpa',
  'ip6.arpa',
  'onion',
  'test',
  'example',
  'example.com',
  'example.net',
  'example.org',
  'invalid',
]

/** Whether an address of the name service (A or AAAA) is one of the public internet; what is no address is not. */
export function isPublicAddress(address: string): boolean {
  const v4 = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address)
  if (v4) return isPublicV4(v4.slice(1).map(Number))
  const host = URL.parse(`http://[${address}]/`)?.hostname
  return host !== undefined && isPublicV6(host.slice(1, -1))
}

// The special-purpose addresses of the IANA registry (RFC 6890), multicast and reserved ones included.
function isPublicV4(numbers: readonly number[]): boolean {
  const [a = 0, b = 0, c = 0] = numbers
  if (numbers.some((number) => number > 255)) return false
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false
  if (a === 100 && b >= 64 && b < 128) return false
  if (a === 169 && b === 254) return false
  if (a === 172 && b >= 16 && b < 32) return false
  if (a === 192 && (b === 168 || (b === 0 && (c === 0 || c === 2)) || (b === 88 && c === 99))) return false
  if (a === 198 && (b === 18 || b === 19 || (b === 51 && c === 100))) return false
  return !(a === 203 && b === 0 && c === 113)
}

// Only global unicast (2000::/3), without documentation, 6to4 and Teredo, which hold an IPv4 address.
const isPublicV6 = (host: string): boolean =>
  /^[23]/.test(host) && /^.{4}:/.test(host) && !/^(2001:0?:|2001::|2001:db8:|2002:|3fff:)/.test(host)
