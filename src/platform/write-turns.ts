import { cutOff } from './database-errors'

/** How many writes of this isolate are at the database at once; measured in docs/decisions/0021. */
export const AT_ONCE = 8

/** How many more wait here for their turn; beyond it, a caller that does not wait is refused at once. */
const MAX_WAITING = 128

/** A request that the runtime ended returns no turn and polls no more: after this long it is forgotten. */
const FORGOTTEN_MS = 2000

/** Until when this place counts: refreshed by polling, then set to the end of its write (ms of the isolate's timer). */
type Place = { until: number }

let waiting: Place[] = []
let writing: Place[] = []

/**
 * Waits for a turn to write, first come, first served, at most `timeoutMs`; the returned function ends the turn. Throws
 * what `isDatabaseAway` recognises: after that time, with `refuse` at once when too many wait already, and with
 * `only_if_free` at once when it would have to wait.
 *
 * Each caller polls with its own timer: a promise that another request resolves never wakes up in the Workers runtime.
 */
export async function takeTurn(
  timeoutMs: number,
  whenCrowded: 'refuse' | 'wait' | 'only_if_free',
): Promise<() => void> {
  const place: Place = { until: 0 }
  const lastLook = performance.now() + timeoutMs
  for (;;) {
    const now = performance.now()
    place.until = now + FORGOTTEN_MS
    waiting = waiting.filter(({ until }) => until > now)
    writing = writing.filter(({ until }) => until > now)
    const before = waiting.includes(place) ? waiting.indexOf(place) : waiting.length
    if (before < AT_ONCE - writing.length) return begin(place, now + timeoutMs)
    if (whenCrowded === 'only_if_free' || (before >= MAX_WAITING && whenCrowded === 'refuse'))
      throw cutOff(new Error('too many writes are waiting'))
    if (!waiting.includes(place)) waiting.push(place)
    if (now >= lastLook) return giveUp(place)
    await new Promise((look) => setTimeout(look, pauseMs(before)))
  }
}

function begin(place: Place, until: number): () => void {
  waiting = waiting.filter((other) => other !== place)
  place.until = until + FORGOTTEN_MS
  writing.push(place)
  return () => {
    writing = writing.filter((other) => other !== place)
  }
}

function giveUp(place: Place): never {
  waiting = waiting.filter((other) => other !== place)
  throw cutOff(new Error('timed out waiting for a turn to write'))
}

// Those near the front poll often.
function pauseMs(before: number): number {
  return Math.min(4 + before * 2, 100) * (0.75 + Math.random() / 2)
}
