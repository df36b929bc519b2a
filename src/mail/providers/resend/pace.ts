type Start = { at: number }

const starts: Start[] = []

/** A second, and a margin, because requests may get closer to each other on their way. */
const SECOND_MS = 1040

/**
 * Waits until one more request keeps this isolate within `rate` requests in any one second; the provider's 429 has
 * priority. Within a second they may leave together, so that the time they take to be answered and recorded runs beside
 * the second they have to wait anyway. Call it right before the request leaves.
 */
export async function keepPace(rate: number): Promise<void> {
  const together = Math.max(1, Math.floor(rate))
  const secondMs = (together / rate) * SECOND_MS
  const before = starts.at(-together) ?? { at: 0 }
  const mine = { at: Math.max(Date.now(), before.at + secondMs) }
  starts.push(mine)
  while (starts.length > together) starts.shift()
  for (let wait = mine.at - Date.now(); wait > 0; wait = before.at + secondMs - Date.now()) {
    await new Promise((go) => setTimeout(go, Math.min(wait, 60_000)))
  }
  mine.at = Date.now()
}
