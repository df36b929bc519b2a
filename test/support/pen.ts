import { env } from 'cloudflare:workers'
import * as words from '#letters'
import { composeContext } from '../../src/composition.ts'
import type { AppContext, Bindings } from '../../src/context.ts'
import { changeDraft, composeDraft, type DraftContent } from '../../src/features/broadcasts/compose.ts'
import { pauseBroadcast, resumeBroadcast, stopBroadcast } from '../../src/features/broadcasts/hold.ts'
import { scheduleBroadcast } from '../../src/features/broadcasts/schedule.ts'

const NEWS: DraftContent = {
  subject: 'A quiet Sunday%%commaName%%',
  preheader: 'One place is free in the workshop.',
  html: '<p>Good morning%%commaName%%. One place is free in the workshop.</p>',
  text: 'Good morning%%commaName%%. One place is free in the workshop.',
}

/** The practitioner's pen in the house that was opened last: she writes to everyone, and may change her mind. */
export const pen = {
  draft: (news: Partial<DraftContent> = {}) => atHerDesk(({ db }, now) => composeDraft(db, { ...NEWS, ...news }, now)),
  change: (id: number, news: Partial<DraftContent>) =>
    atHerDesk(({ db }, now) => changeDraft(db, id, { ...NEWS, ...news }, now)),
  /** Lets a draft leave at once, or in so many milliseconds. */
  schedule: (id: number, inMs = 0) => atHerDesk(({ db }, now) => scheduleBroadcast(db, id, now + inMs, words, now)),
  pause: (id: number) => atHerDesk(({ db }, now) => pauseBroadcast(db, id, now)),
  resume: (id: number) => atHerDesk(({ db }, now) => resumeBroadcast(db, id, now)),
  stop: (id: number) => atHerDesk(({ db }, now) => stopBroadcast(db, id, now)),
}

async function atHerDesk<Done>(act: (context: AppContext, now: number) => Promise<Done>): Promise<Done> {
  const context = await composeContext()(env as unknown as Bindings)
  return act(context, context.clock.now())
}
