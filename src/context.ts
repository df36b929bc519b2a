import type { Course } from '#letters'
import type { AudienceTerms } from './features/broadcasts/in-audience'
import type { ReportTerms } from './features/broadcasts/report'
import type { Frame } from './features/broadcasts/schedule'
import type { Mailer } from './mail/outbox/mailer'
import type { Kind } from './mail/outbox/schema'
import type { ProviderEvent } from './mail/provider'
import type { Clock } from './platform/clock'
import type { Config } from './platform/config'
import type { Db } from './platform/db'
import type { Signer } from './platform/tokens'

/** A batch as a queue message. */
export type BatchMessage = { id: string; kind: Kind | 'unknown' }

/** What the Worker is bound to. */
export type Bindings = Record<string, unknown> & {
  PROMPT: Queue<BatchMessage>
  OUTBOX: Queue<BatchMessage>
  /** Without this queue, which an account may be too small for, events are applied while the provider waits. */
  EVENTS?: Queue<ProviderEvent>
  /** The pictures of letters, by their keys. */
  MEDIA: R2Bucket
  SIGNUP_LIMIT: RateLimit
  SIGNIN_LIMIT: RateLimit
}

/** What a request or a job gets: everything real, built for it alone by `composition.ts`. */
export type AppContext = {
  env: Bindings
  config: Config
  db: Db
  clock: Clock
  signer: Signer
  mailer: Mailer
  courses: readonly Course[]
  /** What the features know of bookings, for the reports of broadcasts. */
  reportTerms: ReportTerms
  /** The frame of letters to everyone, and the blocks of their words. */
  frame: Frame
  /** What the features know of a subscriber, for the audiences of broadcasts. */
  audienceTerms: AudienceTerms
  /**
   * Says that nothing more is asked of the database, so that another caller may come; it is opened only when asked for.
   */
  leave: () => void
}
