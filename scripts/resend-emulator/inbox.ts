import type { InjectedFault, Letter, SeenRequest, Settings, SettingsChange } from './protocol.ts'

/** What the emulator answered to a request. */
export type Reply = { status: number; body: unknown; headers?: Record<string, string> }

/** One sender's account with the emulator: nothing in it touches another. */
export type EmulatorInbox = {
  settings: Settings
  /** The emulator's clock minus the real one. */
  offsetMs: number
  letters: Letter[]
  seen: SeenRequest[]
  faults: InjectedFault[]
  keys: Map<string, { payload: string; reply: Reply | null; at: number }>
  second: { start: number; used: number }
  /** Recipients accepted in a UTC day ("2026-11-23") and month ("2026-11"). */
  tally: Map<string, number>
}

export const newInbox = (): EmulatorInbox => ({
  settings: {
    rate: 10,
    held: false,
    apiKey: null,
    restricted: false,
    refuse: [],
    dailyQuota: null,
    monthlyQuota: null,
    domains: null,
  },
  offsetMs: 0,
  letters: [],
  seen: [],
  faults: [],
  keys: new Map(),
  second: { start: 0, used: 0 },
  tally: new Map(),
})

/** The emulator's time, in milliseconds of the epoch. */
export const now = (inbox: EmulatorInbox) => Date.now() + inbox.offsetMs

/** Applies the given settings and leaves the others. */
export function change(inbox: EmulatorInbox, { now: clock, ...settings }: SettingsChange) {
  if (clock !== undefined) {
    const moment = Date.parse(clock)
    if (Number.isNaN(moment)) throw new Error(`not an instant: ${clock}`)
    inbox.offsetMs = moment - Date.now()
  }
  Object.assign(inbox.settings, settings)
}

/** Counts this request against the second it falls in, as Resend does: a strict window, no burst. */
export function countRequest(inbox: EmulatorInbox) {
  const limit = inbox.settings.rate ?? 10
  const start = Math.floor(Date.now() / 1000)
  if (inbox.second.start !== start) inbox.second = { start, used: 0 }
  inbox.second.used += 1
  const headers: Record<string, string> = {
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(inbox.settings.rate === null ? limit - 1 : Math.max(0, limit - inbox.second.used)),
    'ratelimit-reset': '1',
    'x-resend-monthly-quota': String(used(inbox, 'month')),
  }
  if (inbox.settings.dailyQuota !== null) headers['x-resend-daily-quota'] = String(used(inbox, 'day'))
  return { tooFast: inbox.settings.rate !== null && inbox.second.used > limit, headers }
}

/** Recipients accepted so far in this UTC day or month of the emulator's clock. */
export const used = (inbox: EmulatorInbox, period: 'day' | 'month') => inbox.tally.get(periodKey(inbox, period)) ?? 0

/** Counts recipients against both quotas. */
export function use(inbox: EmulatorInbox, recipients: number) {
  for (const period of ['day', 'month'] as const)
    inbox.tally.set(periodKey(inbox, period), used(inbox, period) + recipients)
}

const periodKey = (inbox: EmulatorInbox, period: 'day' | 'month') =>
  new Date(now(inbox)).toISOString().slice(0, period === 'day' ? 10 : 7)
