import { env } from 'cloudflare:workers'
import * as words from '#letters'
import { composeContext } from '../../src/composition.ts'
import type { AppContext, Bindings } from '../../src/context.ts'
import { changeDraft, composeDraft, type DraftContent } from '../../src/features/broadcasts/compose.ts'
import { correctBroadcast } from '../../src/features/broadcasts/correct.ts'
import { pauseBroadcast, resumeBroadcast, stopBroadcast } from '../../src/features/broadcasts/hold.ts'
import { scheduleBroadcast } from '../../src/features/broadcasts/schedule.ts'

const CONTENT: DraftContent = {
  subject: 'A quiet Sunday%%commaName%%',
  preheader: 'One place is free in the workshop.',
  html: '<p>Good morning%%commaName%%. One place is free in the workshop.</p>',
  text: 'Good morning%%commaName%%. One place is free in the workshop.',
}

/** Broadcasts of the app that was started last, as the practitioner writes and changes them. */
export const broadcasts = {
  draft: (content: Partial<DraftContent> = {}) =>
    asOperator(({ db }, now) => composeDraft(db, { ...CONTENT, ...content }, now)),
  change: (id: number, content: Partial<DraftContent>) =>
    asOperator(({ db }, now) => changeDraft(db, id, { ...CONTENT, ...content }, now)),
  /** Lets a draft leave at once, or in so many milliseconds. */
  schedule: (id: number, inMs = 0) => asOperator(({ db }, now) => scheduleBroadcast(db, id, now + inMs, words, now)),
  pause: (id: number) => asOperator(({ db }, now) => pauseBroadcast(db, id, now)),
  resume: (id: number) => asOperator(({ db }, now) => resumeBroadcast(db, id, now)),
  correct: (id: number, content: Partial<DraftContent>) =>
    asOperator(({ db }, now) => correctBroadcast(db, id, { ...CONTENT, ...content }, words, now)),
  stop: (id: number) => asOperator(({ db }, now) => stopBroadcast(db, id, now)),
}

async function asOperator<Done>(act: (context: AppContext, now: number) => Promise<Done>): Promise<Done> {
  const context = await composeContext()(env as unknown as Bindings)
  return act(context, context.clock.now())
}
