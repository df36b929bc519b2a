/**
 * One person's mail, ready to send. The tag is our own name for it and comes back in every event. Subject, html and
 * text are the insides of JSON strings already, because every letter is sent as JSON.
 */
export type Letter = {
  tag: string
  kind: string
  from: string
  to: string
  replyTo: string
  subject: string
  html: string
  text: string
  headers: Readonly<Record<string, string>>
}

/**
 * The outcome of one request. `certain` says that nothing of it can have been accepted, `countsDay` that the provider
 * counts the mails of a day for this account, as on its free plan.
 */
export type SendOutcome =
  | { outcome: 'accepted'; ids: readonly (string | null)[]; refused: ReadonlyMap<number, string>; countsDay?: boolean }
  | { outcome: 'accepted_before' }
  | { outcome: 'refused'; reason: string }
  | { outcome: 'retry'; certain: boolean; afterMs: number | null; reason: string }
  | { outcome: 'stopped'; until: 'tomorrow' | 'next_month' | 'settings_mended'; reason: string }

/** The most letters of one batch (resend.com/docs/api-reference/emails/send-batch-emails). */
export const MAX_LETTERS = 100

/** A service that sends mail. Never throws: a failure is an outcome. */
export type EmailProvider = {
  /** The name of the key we send with; another key has another name. */
  keyName: string
  /** How many letters a second leave at most, by the pace that its limit allows. */
  lettersASecond: number
  /** Sends at most `MAX_LETTERS` under an idempotency key that is used for exactly this content. */
  send: (letters: readonly Letter[], key: string) => Promise<SendOutcome>
  /** Which of these letters (addresses by tag) it accepted since a moment (ms); null when it does not answer now. */
  findAccepted: (tags: ReadonlyMap<string, string>, since: number) => Promise<Found | Unsaid | null>
  /** One page of what was accepted since a moment (ms), newest first; null when it does not answer now. */
  listAccepted: (since: number, after: string | null) => Promise<Page | Unsaid | null>
  /** One accepted mail with our tag; null when it does not answer now. */
  readMail: (id: string) => Promise<Tagged | Unsaid | null>
  /** Whether it sends in the name of a domain. */
  domainState: (name: string) => Promise<DomainState>
}

/** What the provider says of a domain; `unknown` where our key may not ask, or no answer came. */
export type DomainState = 'verified' | 'unverified' | 'unknown'

/** Why the provider will never answer: it has no such list, our key may only send, or its answer cannot be read. */
export type Unsaid = 'not_offered' | 'may_only_send' | 'unreadable'

/** A mail that the provider accepted, as its list shows it; `to` and `at` (ms) are null where they cannot be read. */
export type Accepted = { id: string; to: string | null; at: number | null; kind: ProviderEventKind }

/** A mail of which not even the id can be read, by its place in the list. */
export type Unreadable = { place: string; to: string | null; at: number | null }

/**
 * `next` is null on the last page. What cannot be read keeps its place among the others: `mails` before it are newer.
 */
export type Page = { mails: readonly (Accepted | Unreadable)[]; next: string | null }

/** The tag is empty when the mail has none of ours; `to` as in `Accepted`. */
export type Tagged = { tag: string; to: string | null }

/**
 * The letters that were found, provider ids by tag; `unreadable` are mails that may or may not be one of the others.
 */
export type Found = { ids: ReadonlyMap<string, string>; unreadable: readonly string[] }

/** The kinds of events about a delivery. */
export const EVENT_KINDS = [
  'sent',
  'delayed',
  'soft_bounce',
  'delivered',
  'failed',
  'hard_bounce',
  'complaint',
  'opened',
  'clicked',
] as const
export type ProviderEventKind = (typeof EVENT_KINDS)[number]

/**
 * An event as it came, verified and read; it is also a queue message, so it is plain JSON. `kind` is null when we do
 * not use it, `at` (ms) when it has no readable moment, and `fault` when nothing was wrong with it.
 */
export type ProviderEvent = {
  svixId: string
  type: string
  body: string
  at: number | null
  kind: ProviderEventKind | null
  tag: string | null
  providerId: string | null
  reason: string | null
  fault: string | null
}
