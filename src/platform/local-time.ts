import { Temporal } from 'temporal-polyfill/implementation'

/** When a reader wants her letters: her zone, the hour on her clock, and whether weekends are free. */
export type Hours = { timeZone: string; sendHour: number; weekdaysOnly: boolean }

const SIX_HOURS = 6 * 3_600_000

/**
 * The first of her hours after a moment (ms). An hour that a clock change leaves out comes as soon as the clocks have
 * moved on; one that it repeats comes the first time; a day that her zone skips has none.
 */
export function nextSlot(after: number, hours: Hours): number {
  let date = localDate(after, hours.timeZone)
  for (;;) {
    const slot = slotOn(date, hours)
    // Asked of the slot, not of the date it was made from: a skipped Friday's hour falls on the Saturday.
    if (slot > after && !isFree(slot, hours)) return slot
    date = date.add({ days: 1 })
  }
}

/** The first of her hours on a later local day than `moment`, at least six hours away: the morning after a first lesson. */
export function nextMorning(moment: number, hours: Hours, atLeast = SIX_HOURS): number {
  return nextSlot(Math.max(moment + atLeast, endOfLocalDay(moment, hours.timeZone)) - 1, hours)
}

/** Whether a moment (ms) lies in a weekend that she keeps free. */
export function isFree(moment: number, { timeZone, weekdaysOnly }: Hours): boolean {
  return weekdaysOnly && localDate(moment, timeZone).dayOfWeek > 5
}

/** The moment (ms) at which the local day that holds `moment` began. */
export function startOfLocalDay(moment: number, timeZone: string): number {
  return localDate(moment, timeZone).toZonedDateTime({ timeZone }).epochMilliseconds
}

/** The latest of her hours at or before a moment (ms), weekends included. */
export function lastSlot(before: number, hours: Hours): number {
  let date = localDate(before, hours.timeZone)
  for (;;) {
    const slot = slotOn(date, hours)
    if (slot <= before) return slot
    date = date.subtract({ days: 1 })
  }
}

/** A moment after `moment` by an ISO 8601 duration such as `P1DT2H`, days counted as 24 hours; throws on any other text. */
export function advance(moment: number, duration: string): number {
  return Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO('UTC').add(duration).epochMilliseconds
}

/** A day in words that can follow "comes": `today`, `tomorrow`, `on Tuesday 24 November`. */
export function sayDay(moment: number, timeZone: string, now: number): string {
  const day = localDate(moment, timeZone)
  const ahead = localDate(now, timeZone).until(day).days
  if (ahead === 0) return 'today'
  if (ahead === 1) return 'tomorrow'
  return `on ${day.toLocaleString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' }).replace(',', '')}`
}

function slotOn(date: Temporal.PlainDate, { timeZone, sendHour }: Hours): number {
  return date.toZonedDateTime({ timeZone, plainTime: new Temporal.PlainTime(sendHour) }).epochMilliseconds
}

function endOfLocalDay(moment: number, timeZone: string): number {
  return localDate(moment, timeZone).add({ days: 1 }).toZonedDateTime({ timeZone }).epochMilliseconds
}

function localDate(moment: number, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone).toPlainDate()
}
