import type { Context } from 'hono'
import type { DraftContent } from '../../../features/broadcasts/compose'
import { contentOf } from '../../../features/broadcasts/content'
import type { Broadcast } from '../../../features/broadcasts/find'
import { type SampleReader, sampleBroadcast } from '../../../features/broadcasts/sample'
import type { SampleLetter } from '../../../mail/outbox/write-sample'
import { problem } from '../../../platform/errors'
import { findLetter } from '../broadcasts/find-letter'
import type { AdminEnv } from '../context'

/** The letter that the path names, in any state but deleted; throws `not_found`. */
export async function letterOf(c: Context<AdminEnv>): Promise<Broadcast> {
  const found = await findLetter(c)
  if (found.deletedAt === null) return found
  throw problem('not_found', 'This draft was deleted. It can be brought back from the list.')
}

/** The content of a letter, its gaps not filled. */
export const contentIn = (c: Context<AdminEnv>, { doc, ...letter }: Broadcast): DraftContent =>
  contentOf({ ...letter, doc: doc && JSON.stringify(doc) }, c.var.app.frame.blocks)

/** The letter as somebody would get it; a sentence where a gap in it cannot be filled. */
export function sampleOf(
  c: Context<AdminEnv>,
  letter: Broadcast,
  reader: SampleReader,
): { letter: SampleLetter } | { unfilled: string } {
  const { frame, mailer } = c.var.app
  try {
    return { letter: sampleBroadcast(contentIn(c, letter), frame, reader, mailer) }
  } catch {
    return { unfilled: 'Something in this letter cannot be filled in. The check says what it is.' }
  }
}
