import { Temporal } from 'temporal-polyfill/implementation'

/** When a reader wants letters: time zone, local hour, and whether weekends are free. */
export type Hours = { timeZone: string; sendHour: number; weekdaysOnly: boolean }

const SIX_HOURS = 6 * 3_600_000

/**
 * The first of a reader's hours after a moment (ms). An hour that a clock change leaves out comes as soon as the clocks
 * have moved on; one that it repeats comes the first time; a day that the zone skips has none.
 */
export function nextSlot(after: number, hours: Hours): number {
  return slotAfter(localDate(after, hours.timeZone), after, hours)
}

/**
 * What a moment (ms) is in a reader's local time: the first of the reader's hours after it, the latest at or before it
 * (weekends included), when the local day began, and whether the day is in a weekend that is kept free.
 */
export function inLocalTime(moment: number, hours: Hours) {
  const { timeZone, weekdaysOnly } = hours
  const date = localDate(moment, timeZone)
  return {
    next: slotAfter(date, moment, hours),
    last: slotUntil(date, moment, hours),
    dayBegan: date.toZonedDateTime({ timeZone }).epochMilliseconds,
    free: weekdaysOnly && date.dayOfWeek > 5,
  }
}

/**
 * The first of a reader's hours on a later local day than `moment`, at least six hours away: the morning after a first
 * lesson.
 */
export function nextMorning(moment: number, hours: Hours, atLeast = SIX_HOURS): number {
  return nextSlot(Math.max(moment + atLeast, endOfLocalDay(moment, hours.timeZone)) - 1, hours)
}

/** When the local day that holds `moment` began, and when the next begins (ms). */
export function localDayAround(moment: number, timeZone: string): { from: number; to: number } {
  const from = localDate(moment, timeZone).toZonedDateTime({ timeZone }).epochMilliseconds
  return { from, to: endOfLocalDay(moment, timeZone) }
}

/** What a clock change does to a local time: nothing, or it is left out, or it comes twice. */
export type ClockChange = 'none' | 'skipped' | 'repeated'

/**
 * The moment (ms) of a local date and time such as `2027-05-04T09:00`, so many days later; null for what is none. A time
 * that a clock change leaves out is as much later as the clocks move on, and one that comes twice is the first.
 */
export function momentOf(local: string, timeZone: string, daysLater = 0): { at: number; clock: ClockChange } | null {
  const wanted = readLocal(local)?.add({ days: daysLater })
  if (!wanted) return null
  const [first, second] = (['compatible', 'later'] as const).map((disambiguation) =>
    wanted.toZonedDateTime(timeZone, { disambiguation }),
  )
  if (!first || !second) return null
  const clock = !first.toPlainDateTime().equals(wanted) ? 'skipped' : first.equals(second) ? 'none' : 'repeated'
  return { at: first.epochMilliseconds, clock }
}

/** The local day of a moment (ms), as in `2026-03-29`. */
export const localDateOf = (moment: number, timeZone: string) => localDate(moment, timeZone).toString()

/** The local date and time of a moment (ms) to the minute, as a form has it: `2027-05-04T09:00`. */
export const localMinuteOf = (moment: number, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(moment)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })

function readLocal(text: string): Temporal.PlainDateTime | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:00)?$/.test(text)) return null
  try {
    return Temporal.PlainDateTime.from(text)
  } catch {
    return null
  }
}

/**
 * A moment after `moment` by an ISO 8601 duration such as `P1DT2H`, days counted as 24 hours; throws on any other text.
 */
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

function slotAfter(from: Temporal.PlainDate, after: number, hours: Hours): number {
  for (let date = from; ; date = date.add({ days: 1 })) {
    const slot = slotOn(date, hours)
    // Asked of the slot, not of the date it was made from: a skipped Friday's hour falls on the Saturday.
    if (slot > after && !isFree(slot, hours)) return slot
  }
}

function slotUntil(from: Temporal.PlainDate, moment: number, hours: Hours): number {
  for (let date = from; ; date = date.subtract({ days: 1 })) {
    const slot = slotOn(date, hours)
    if (slot <= moment) return slot
  }
}

function isFree(slot: number, { timeZone, weekdaysOnly }: Hours): boolean {
  return weekdaysOnly && localDate(slot, timeZone).dayOfWeek > 5
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
