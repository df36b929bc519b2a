const DAY_MS = 86_400_000

/**
 * A moment (ms) as the practitioner would say it in her zone: `just now`, `today at 9:05`, `yesterday at 17:30`,
 * `tomorrow at 7:00`, `12 March at 9:05`, with the year where it is another one.
 */
export function sayMoment(at: number, timeZone: string, now: number): string {
  if (at <= now && now - at < 60_000) return 'just now'
  return `${sayDate(at, timeZone, now)} at ${sayTime(at, timeZone)}`
}

/** The day of a moment alone: `today`, `12 March`, `12 March 2025`. */
export function sayDate(at: number, timeZone: string, now: number): string {
  const day = dayOf(at, timeZone)
  if (day === dayOf(now, timeZone)) return 'today'
  if (day === dayOf(now - DAY_MS, timeZone)) return 'yesterday'
  if (day === dayOf(now + DAY_MS, timeZone)) return 'tomorrow'
  const [year, thisYear] = [day.slice(0, 4), dayOf(now, timeZone).slice(0, 4)]
  const long = { day: 'numeric', month: 'long', timeZone } as const
  const format = year === thisYear ? long : ({ ...long, year: 'numeric' } as const)
  return new Intl.DateTimeFormat('en-GB', format).format(at)
}

/** The local time of a moment: `9:05`. */
export function sayTime(at: number, timeZone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', { hour: 'numeric', minute: '2-digit', hourCycle: 'h23', timeZone })
  return time.format(at).replace(/^0(?=\d:)/, '')
}

// As in 2026-03-29; Sweden writes dates that way.
const dayOf = (at: number, timeZone: string) => new Intl.DateTimeFormat('sv-SE', { timeZone }).format(at)
