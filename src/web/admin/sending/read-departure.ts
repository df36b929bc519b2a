import { atOnce, atReadersTime, atTime, type Departure, type Untimely } from '../../../features/broadcasts/departure'
import type { ClockChange } from '../../../platform/local-time'
import { readTimeZone } from '../../../platform/time-zone'

export const WHENS = ['now', 'at', 'local'] as const
export type When = (typeof WHENS)[number]

/** What the form says of when a letter leaves. */
export type WhenForm = { when?: string; at?: string; timeZone?: string }

/** When a letter leaves, as the form says, and what is to be said of that. */
export type Chosen = {
  when: When
  timeZone: string
  departure: Departure
  /** The moments of the first and the last letter (ms). */
  first: number
  last: number
  clock: ClockChange
  /** How many readers get it a day later, because this hour has passed where they are. */
  late: number
}

export type WhenWrong = { field: 'when' | 'at' | 'timeZone'; sentence: string }

/** Reads when a letter leaves; `zones` is how many of its readers are in which zone. */
export function readDeparture(
  { when = '', at = '', timeZone: zone = '' }: WhenForm,
  zones: readonly { timeZone: string; readers: number }[],
  defaultZone: string,
  now: number,
): Chosen | WhenWrong {
  const timeZone = zone === '' ? defaultZone : readTimeZone(zone)
  if (timeZone === null)
    return { field: 'timeZone', sentence: 'I do not know this time zone. Please choose one of the list.' }
  if (when === 'now') {
    const departure = atOnce(now)
    return { when, timeZone, departure, first: departure.at, last: departure.at, clock: 'none', late: 0 }
  }
  if (when === 'at') {
    const found = atTime(at, timeZone, now)
    if (typeof found === 'string') return { field: 'at', sentence: UNTIMELY[found] }
    return {
      when,
      timeZone,
      departure: { at: found.at, local: null },
      first: found.at,
      last: found.at,
      clock: found.clock,
      late: 0,
    }
  }
  if (when === 'local') {
    const found = atReadersTime(
      at,
      zones.map((one) => one.timeZone),
      now,
    )
    if (typeof found === 'string') return { field: 'at', sentence: UNTIMELY[found] }
    const late = zones.reduce((sum, one) => sum + (found.late.includes(one.timeZone) ? one.readers : 0), 0)
    return {
      when,
      timeZone,
      departure: { at: found.at, local: found.local },
      first: found.first,
      last: found.last,
      clock: 'none',
      late,
    }
  }
  return { field: 'when', sentence: 'Please choose when it leaves.' }
}

const UNTIMELY: Record<Untimely, string> = {
  no_time: 'Please enter a day and a time, as in 2027-05-04 at 9:00.',
  passed: 'This time has passed. Please choose a later one, or send it now.',
  too_far: 'This is more than a year ahead. Please choose a nearer day.',
}
