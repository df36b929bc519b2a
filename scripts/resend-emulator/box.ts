import type { Letter, Order, Seen, Settings, SettingsChange } from './wire.ts'

/** What the postman said to a request. */
export type Reply = { status: number; body: unknown; headers?: Record<string, string> }

/** One sender's account with the postman: nothing in it touches another. */
export type Box = {
  settings: Settings
  /** The postman's clock minus the real one. */
  offsetMs: number
  letters: Letter[]
  seen: Seen[]
  orders: Order[]
  keys: Map<string, { payload: string; reply: Reply | null; at: number }>
  second: { start: number; used: number }
  /** Recipients accepted in a UTC day ("2026-11-23") and month ("2026-11"). */
  tally: Map<string, number>
}

export const newBox = (): Box => ({
  settings: {
    rate: 10,
    latencyMs: 0,
    apiKey: null,
    restricted: false,
    refuse: [],
    dailyQuota: null,
    monthlyQuota: null,
  },
  offsetMs: 0,
  letters: [],
  seen: [],
  orders: [],
  keys: new Map(),
  second: { start: 0, used: 0 },
  tally: new Map(),
})

/** The postman's time, in milliseconds of the epoch. */
export const now = (box: Box) => Date.now() + box.offsetMs

/** Takes over the settings that are given and leaves the others. */
export function change(box: Box, { now: clock, ...settings }: SettingsChange) {
  if (clock !== undefined) {
    const moment = Date.parse(clock)
    if (Number.isNaN(moment)) throw new Error(`not an instant: ${clock}`)
    box.offsetMs = moment - Date.now()
  }
  Object.assign(box.settings, settings)
}

/** Counts this request against the second it falls in, as Resend does: a strict window, no burst. */
export function countRequest(box: Box) {
  const limit = box.settings.rate ?? 10
  const start = Math.floor(Date.now() / 1000)
  if (box.second.start !== start) box.second = { start, used: 0 }
  box.second.used += 1
  const headers: Record<string, string> = {
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(box.settings.rate === null ? limit - 1 : Math.max(0, limit - box.second.used)),
    'ratelimit-reset': '1',
    'x-resend-monthly-quota': String(used(box, 'month')),
  }
  if (box.settings.dailyQuota !== null) headers['x-resend-daily-quota'] = String(used(box, 'day'))
  return { tooFast: box.settings.rate !== null && box.second.used > limit, headers }
}

/** Recipients accepted so far in this UTC day or month of the postman's clock. */
export const used = (box: Box, period: 'day' | 'month') => box.tally.get(periodKey(box, period)) ?? 0

/** Counts recipients against both quotas. */
export function use(box: Box, recipients: number) {
  for (const period of ['day', 'month'] as const) box.tally.set(periodKey(box, period), used(box, period) + recipients)
}

const periodKey = (box: Box, period: 'day' | 'month') =>
  new Date(now(box)).toISOString().slice(0, period === 'day' ? 10 : 7)
