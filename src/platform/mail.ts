/**
 * One person's mail, ready to leave. The tag is our own name for it and comes back in every report. Subject, html and
 * text are the insides of JSON strings already, because that is how every letter travels.
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

/** What became of one request, in our words. `certain` says that nothing of it was accepted for sure. */
export type Outcome =
  | { outcome: 'accepted'; ids: readonly (string | null)[]; refused: ReadonlyMap<number, string> }
  | { outcome: 'accepted_before' }
  | { outcome: 'refused'; reason: string }
  | { outcome: 'retry'; certain: boolean; afterMs: number | null; reason: string }
  | { outcome: 'stopped'; until: 'tomorrow' | 'next_month' | 'settings_mended'; reason: string }

/** Whoever carries mail. Never throws: what went wrong is an outcome. */
export type Postman = {
  /** Sends at most 100 letters under a key that stays with exactly this content. */
  send: (letters: readonly Letter[], key: string) => Promise<Outcome>
  /** Which of these letters the provider accepted since a moment (ms), by tag; null when it cannot say for sure. */
  findAccepted: (tags: ReadonlyMap<string, string>, since: number) => Promise<ReadonlyMap<string, string> | null>
  /** One page of what was accepted since a moment (ms), newest first; `next` is null on the last. Null when it cannot say. */
  listAccepted: (
    since: number,
    after: string | null,
  ) => Promise<{ mails: Accepted[]; next: string | null } | 'not_offered' | null>
  /** Our tag on an accepted mail, empty when it bears none; null when it cannot say. */
  readTag: (id: string) => Promise<string | null>
}

/** A mail that the provider accepted, as its list shows it. */
export type Accepted = { id: string; to: string; at: number; news: News }

/** News about one delivery. */
export type News =
  | 'sent'
  | 'delayed'
  | 'soft_bounce'
  | 'delivered'
  | 'failed'
  | 'hard_bounce'
  | 'complaint'
  | 'opened'
  | 'clicked'

/** News as it came, verified; `news` is null when it is of no use to us, `at` when it bears no readable moment. */
export type Report = {
  svixId: string
  type: string
  body: string
  at: number | null
  news: News | null
  tag: string | null
  providerId: string | null
  reason: string | null
}
