/**
 * A network address as we keep it: a keyed hash, so that the ledger can show that two sign-ups came from one place and
 * never where it is. IPv6 counts by its /64, which is one household.
 */
export async function hashNetwork(secret: string, address: string): Promise<string> {
  const key = await crypto.subtle.importKey(
    'raw',
    encode(`network:${secret}`),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  )
  const hash = new Uint8Array(await crypto.subtle.sign('HMAC', key, encode(household(address))))
  return [...hash.subarray(0, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Whether a caller is on this machine; without an address it is, since the edge always names one. */
export function isLoopbackAddress(address: string | undefined): boolean {
  return !address || address === '::1' || /^(::ffff:)?127\./.test(address)
}

function household(address: string): string {
  if (!address.includes(':')) return address
  const [head = ''] = address.split('::')
  return head.split(':').slice(0, 4).join(':')
}

function encode(text: string) {
  return new TextEncoder().encode(text)
}
