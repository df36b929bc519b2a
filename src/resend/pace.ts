let nextStart = 0

/** Waits until one more request keeps this isolate under `rate` requests a second; the provider's 429 is the last word. */
export async function keepPace(rate: number): Promise<void> {
  const now = Date.now()
  const start = Math.max(now, Math.min(nextStart, now + 60_000))
  nextStart = start + 1000 / rate
  if (start > now) await new Promise((go) => setTimeout(go, start - now))
}
