import type { Clock } from '../../platform/clock'
import type { Db } from '../../platform/db'
import type { Signer } from '../../platform/tokens'
import type { EmailProvider } from '../provider'
import type { Recipients } from '../recipients'
import type { Sender } from './letter'
import type { LetterKinds } from './letter-kind'

/** What sending needs. */
export type Mailer = {
  db: Db
  clock: Clock
  provider: EmailProvider
  signer: Signer
  sender: Sender
  kinds: LetterKinds
  recipients: Recipients
  /** Hashes of templates that the database of these settings was seen to have. */
  seenStored: Set<string>
}
