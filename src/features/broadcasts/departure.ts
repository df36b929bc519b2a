import { type ClockChange, momentOf } from '../../platform/local-time'
import { isTimeZone, knownZones } from '../../platform/time-zone'

/** When a broadcast leaves (ms); at readers' own hours also the local time and its moment in each zone. */
export type Departure = { at: number; local: { at: string; moments: Moments } | null }

/** When a local time is in each zone (ms). */
export type Moments = Readonly<Record<string, number>>

/** How long a letter that leaves at once can be taken back. */
export const UNDO_MS = 60_000

/** The farthest ahead that a letter can be scheduled. */
const FARTHEST_MS = 366 * 86_400_000

/** Why a time cannot be taken. */
export type Untimely = 'no_time' | 'passed' | 'too_far'

/** Leaves as soon as it can no longer be taken back. */
export const atOnce = (now: number): Departure => ({ at: now + UNDO_MS, local: null })

/** Leaves at a local date and time of a zone, and whether a clock change touches that; or why it cannot. */
export function atTime(local: string, timeZone: string, now: number): (Departure & { clock: ClockChange }) | Untimely {
  const found = momentOf(local, timeZone)
  if (!found) return 'no_time'
  if (found.at < now) return 'passed'
  if (found.at > now + FARTHEST_MS) return 'too_far'
  return { ...found, local: null }
}

/**
 * Leaves at a local date and time in each reader's own zone, or why it cannot. Where that has passed it leaves at the
 * same time of the next day, so that nobody gets a letter in the night. `zones` are those that there are readers in.
 */
export function atReadersTime(
  local: string,
  zones: readonly string[],
  now: number,
): (Departure & { first: number; last: number; late: readonly string[] }) | Untimely {
  const today = knownZones().map((zone) => [zone, momentOf(local, zone)?.at ?? null] as const)
  if (today.some(([, at]) => at === null)) return 'no_time'
  const known = zones.filter(isTimeZone)
  const isTheirs = (zone: string) => known.length === 0 || known.includes(zone)
  if (today.every(([zone, at]) => !isTheirs(zone) || (at ?? 0) < now)) return 'passed'
  const moments = Object.fromEntries(today.map(([zone, at]) => [zone, notBefore(now, local, zone, at ?? 0)]))
  const all = Object.entries(moments).flatMap(([zone, at]) => (isTheirs(zone) ? at : []))
  const [first, last] = [Math.min(...all), Math.max(...all)]
  if (first > now + FARTHEST_MS) return 'too_far'
  const late = today.flatMap(([zone, at]) => (at !== null && at < now ? [zone] : []))
  return { at: first, local: { at: local, moments }, first, last, late }
}

/** The moments of a local time from now on, for a letter that was held up: where it has passed, on the next day. */
export function momentsFrom(local: string, now: number): Moments {
  return Object.fromEntries(
    knownZones().map((zone) => [zone, notBefore(now, local, zone, momentOf(local, zone)?.at ?? now)]),
  )
}

const DAY_MS = 86_400_000

function notBefore(now: number, local: string, zone: string, at: number): number {
  for (let days = Math.floor((now - at) / DAY_MS); at < now; days++) at = momentOf(local, zone, days)?.at ?? now
  return at
}
