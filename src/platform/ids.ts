/**
 * A random positive integer of 53 bits. Ids are not counted up, because a database restored from yesterday would give
 * today's numbers to other people, and their letters would count as sent.
 */
export function newId(): number {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2))
  return (high & 0x1fffff) * 0x1_0000_0000 + low
}

/** A random text of 128 bits for keys and leases, in letters and digits. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
