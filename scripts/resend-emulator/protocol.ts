/** A letter the emulator accepted, as tests see it. */
export type Letter = {
  id: string
  to: string[]
  from: string
  replyTo: string[]
  subject: string
  html: string | null
  text: string | null
  headers: Record<string, string>
  tags: Record<string, string>
  /** The idempotency key it came under. */
  key: string | null
  acceptedAt: string
  lastEvent: LastEvent
}

export type LastEvent = 'sent' | 'delivered' | 'delivery_delayed' | 'bounced' | 'complained' | 'failed' | 'suppressed'

/** A request the emulator saw, whether it was answered or not. */
export type SeenRequest = {
  method: string
  path: string
  key: string | null
  /** How many letters it held. */
  count: number
  /** Null when the injected fault was no answer. */
  status: number | null
  /** The answer was that of an earlier request under the same key. */
  replayed: boolean
  at: string
  /** Real time in milliseconds, for questions of pace. */
  atMs: number
}

/** A fault that is injected instead of, or after, the work. */
export type FaultKind =
  | '500'
  | '503'
  | '502-page'
  | '429'
  | 'daily-quota'
  | 'monthly-quota'
  | 'unverified-domain'
  | '409-in-flight'
  | '409-accepted-before'
  | 'timeout'
  | 'reset'
  | 'timeout-after-acceptance'
  | 'reset-after-acceptance'
  | '500-after-acceptance'

/** Fails in this way for the `next` matching requests, after letting `skip` of them pass. */
export type InjectedFault = {
  do: FaultKind
  next?: number
  skip?: number
  match?: { path?: string; to?: string; key?: string }
  /** Seconds, for '429'. */
  retryAfter?: number
  /** How long a timeout keeps the connection open before it is cut. */
  holdMs?: number
}

export type Settings = {
  /** Requests a second; null for no limit. */
  rate: number | null
  /** Requests that send are under way, and not answered, until this is taken back. */
  held: boolean
  /** The only valid key of the inbox; null: any that begins with `re_`. */
  apiKey: string | null
  /** The key may send and nothing else. */
  restricted: boolean
  /** Addresses that are refused as malformed, however they look. */
  refuse: string[]
  /** Letters a UTC day and a month of the emulator's clock; null for no quota. */
  dailyQuota: number | null
  monthlyQuota: number | null
  /** The domains of the account, each with its status; null: there is no such list. */
  domains: { name: string; status: string }[] | null
}

export type SettingsChange = Partial<Settings> & {
  /** Sets the emulator's clock to this instant; it runs on from there. */
  now?: string
}
