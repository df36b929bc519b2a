/** How many callers of this isolate may be busy with the database at once; what they ask then fits into their timeLimit. */
const MAX_INSIDE = 128

let inside: { until: number }[] = []

/**
 * Lets one more caller in, or nobody when very many are there: who is let in should come to her end, and not stand in
 * everybody's way until her time is over. The answer lets her out; a request that the runtime ended never says that it
 * leaves, and is forgotten after `forMs`.
 */
export function admit(forMs: number): (() => void) | null {
  const now = performance.now()
  inside = inside.filter(({ until }) => until > now)
  if (inside.length >= MAX_INSIDE) return null
  const place = { until: now + forMs }
  inside.push(place)
  return () => {
    inside = inside.filter((other) => other !== place)
  }
}
