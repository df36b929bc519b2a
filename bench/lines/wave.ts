import { dueMoments, type Slot } from '../support/due-moments.ts'
import type { Ask, Row } from '../support/report.ts'

const ENROLLED = 1_000_000
const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const LATE_MS = 10 * MINUTE_MS

/**
 * A simulated day: a million enrolled, each due at seven local time, and a provider of so many requests a second.
 * Only waiting is simulated: the tick comes once a minute, and a letter leaves when those before it have.
 */
export async function wave({ say }: Ask): Promise<Row[]> {
  say('a day of a million enrolled, simulated')
  const slots = dueMoments(ENROLLED)
  const day = live(slots, 10)
  const all = day.map(({ letters, lateMs }) => ({ letters, lateMs }))
  const peak = Math.max(...slots.map(({ letters }) => letters))
  const byHour = new Map<number, typeof all>()
  for (const { at, letters, lateMs } of day) {
    const hour = Math.floor(at / HOUR_MS)
    byHour.set(hour, [...(byHour.get(hour) ?? []), { letters, lateMs }])
  }
  const minutes = (list: typeof all, share: number) => percentile(list, share) / MINUTE_MS
  const say3 = (list: typeof all) => [0.5, 0.95, 0.99].map((share) => minutes(list, share).toFixed(1)).join(' / ')
  const hours = [...byHour].sort(([, a], [, b]) => minutes(b, 0.99) - minutes(a, 0.99)).slice(0, 4)
  return [
    {
      what: 'simulated: a day of 1,000,000 lessons at 10 requests a second, lateness p99',
      value: minutes(all, 0.99),
      unit: 'min',
      beside: `p50 / p95 / p99: ${say3(all)}`,
    },
    ...hours.map(
      ([hour, list]): Row => ({
        what: `simulated: the hour from ${String(hour).padStart(2, '0')}:00 UTC, p99`,
        value: minutes(list, 0.99),
        unit: 'min',
        beside: `p50 / p95 / p99: ${say3(list)}`,
      }),
    ),
    {
      what: 'simulated: limit needed for p99 under ten minutes',
      value: limitFor(slots),
      unit: 'requests/s',
      beside: `largest moment: ${peak.toLocaleString('en')} letters`,
    },
  ]
}

type Left = { at: number; letters: number; lateMs: number }

// Letters in the order they are due, in bundles of 100; the first tick after a moment puts them on their way.
function live(slots: readonly Slot[], rate: number): Left[] {
  const everyMs = 1040 / rate
  let free = 0
  return slots.flatMap(({ at, letters }) => {
    const planned = Math.ceil(at / MINUTE_MS) * MINUTE_MS + MINUTE_MS / 2
    return Array.from({ length: Math.ceil(letters / 100) }, (_, i) => {
      free = Math.max(free + everyMs, planned)
      return { at, letters: Math.min(100, letters - i * 100), lateMs: free - at }
    })
  })
}

function percentile(list: readonly { letters: number; lateMs: number }[], share: number): number {
  const sorted = list.toSorted((a, b) => a.lateMs - b.lateMs)
  let left = share * sorted.reduce((sum, { letters }) => sum + letters, 0)
  for (const { letters, lateMs } of sorted) {
    left -= letters
    if (left <= 0) return lateMs
  }
  return 0
}

function limitFor(slots: readonly Slot[]): number {
  for (let rate = 0.5; ; rate += 0.5) {
    if (percentile(live(slots, rate), 0.99) < LATE_MS) return rate
  }
}
