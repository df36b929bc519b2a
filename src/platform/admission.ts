/**
 * How many callers of this isolate may use the database at once, so that their statements fit into their time limit.
 */
const MAX_INSIDE = 128

let inside: { until: number }[] = []

/**
 * Admits one more caller, or nobody above the maximum: an admitted caller should finish, not block the others until its
 * time is over. Call the returned function to leave. A request that the runtime ended never calls it, and is forgotten
 * after `forMs`.
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
