import type { BroadcastStatus } from '../../../features/broadcasts/schema'
import type { State } from '../ui/status'

/** A letter that could not leave for two days. */
export const HELD = { state: 'wrong', words: 'Waits for your word' } as const

/** How the practitioner reads the state of a letter. */
export const STATUS_WORDS: Readonly<Record<BroadcastStatus, { state: State; words: string }>> = {
  draft: { state: 'quiet', words: 'Draft' },
  scheduled: { state: 'waiting', words: 'Waiting for its time' },
  sending: { state: 'active', words: 'On its way' },
  paused: { state: 'waiting', words: 'Paused' },
  stopped: { state: 'quiet', words: 'Stopped' },
  sent: { state: 'good', words: 'Sent' },
}
