import type { Sender } from '../../mail/outbox/letter'
import { type SampleLetter, writeSample } from '../../mail/outbox/write-sample'
import type { Signer } from '../../platform/tokens'
import { BROADCASTS } from './broadcast-source'
import type { DraftContent } from './compose'
import { broadcastLetters } from './letter'
import { countLinks } from './links/counted-links'
import { type Frame, frameBroadcast } from './schedule'

/** For whom a letter is written as a sample: a reader, or with the id 0 somebody invented, whose links lead nowhere. */
export type SampleReader = { id: number; email: string; firstName: string }

/**
 * The letter that this reader would get of a broadcast, by the same steps as the one that leaves; sends nothing. Its
 * links lead straight to where they lead, so that opening them counts for nobody.
 */
export function sampleBroadcast(
  content: DraftContent,
  frame: Frame,
  { id, email, firstName }: SampleReader,
  parts: { sender: Sender; signer: Signer },
): SampleLetter {
  const reader = { id: 0, dedupeKey: `${BROADCASTS.kind}/0/${id}`, dueAt: 0, email, subscriberId: id, firstName }
  const { content: counted } = countLinks(content)
  return writeSample(broadcastLetters, { ...reader, broadcastId: 0 }, frameBroadcast(frame, counted), parts)
}
