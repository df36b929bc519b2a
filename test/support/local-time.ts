/** The wall clock in a time zone at an instant, as `2026-03-02 07:00`. */
export function localTime(instant: string | number, timeZone: string): string {
  const format =
    clocks.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  clocks.set(timeZone, format)
  return format.format(new Date(instant))
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** The instant at which the wall clock in a time zone shows `2026-03-02 07:00`. */
export function at(local: string, timeZone: string): string {
  const asUtc = (time: string) => Date.parse(`${time.replace(' ', 'T')}Z`)
  let instant = asUtc(local)
  for (let round = 0; round < 3; round++) instant += asUtc(local) - asUtc(localTime(instant, timeZone))
  return new Date(instant).toISOString()
}

/** The wall-clock times `2026-03-03 <each>` of this many days, as instants in order. */
export function onEachDay(first: string, days: number, timeZone: string, times: readonly string[]): string[] {
  const dates = Array.from({ length: days }, (_, day) => new Date(Date.parse(first) + day * 86_400_000))
  return dates.flatMap((date) => times.map((time) => at(`${date.toISOString().slice(0, 10)} ${time}`, timeZone)))
}

/** The instant so many minutes after another. */
export const minutesFrom = (instant: string, minutes: number) =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString()

/** Every instant from one to another in steps of so many minutes, both ends included. */
export function every(minutes: number, from: string, until: string): string[] {
  const count = Math.floor((Date.parse(until) - Date.parse(from)) / (minutes * 60_000)) + 1
  return Array.from({ length: count }, (_, i) => minutesFrom(from, i * minutes))
}
