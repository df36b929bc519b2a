import { env } from 'cloudflare:workers'
import * as words from '#letters'
import { composeContext } from '../../src/composition.ts'
import type { AppContext, Bindings } from '../../src/context.ts'
import { type Audience, EVERYONE } from '../../src/features/broadcasts/audience.ts'
import { chooseAudience } from '../../src/features/broadcasts/choose-audience.ts'
import { changeDraft, composeDraft, type DraftContent } from '../../src/features/broadcasts/compose.ts'
import { correctBroadcast } from '../../src/features/broadcasts/correct.ts'
import { countAudience, countZones, someOfAudience } from '../../src/features/broadcasts/count-audience.ts'
import { atReadersTime } from '../../src/features/broadcasts/departure.ts'
import { heldBroadcasts, releaseHeld, rewriteHeld } from '../../src/features/broadcasts/held.ts'
import { pauseBroadcast, resumeBroadcast, stopBroadcast } from '../../src/features/broadcasts/hold.ts'
import { broadcastNumbers } from '../../src/features/broadcasts/numbers.ts'
import { scheduleBroadcast } from '../../src/features/broadcasts/schedule.ts'
import {
  deleteSegment,
  findSegment,
  listSegments,
  renameSegment,
  saveSegment,
} from '../../src/features/broadcasts/segments.ts'
import { sendAgain } from '../../src/features/broadcasts/send-again.ts'
import { readSubjectTest, type SubjectTest, setSubjectTest } from '../../src/features/broadcasts/subject-test.ts'
import { takeBack } from '../../src/features/broadcasts/undo.ts'
import { listSources } from '../../src/subscribers/sources.ts'
import { addTag, listTags, removeTag } from '../../src/subscribers/tags.ts'

const CONTENT: DraftContent = {
  subject: 'A quiet Sunday%%commaName%%',
  preheader: 'One place is free in the workshop.',
  html: '<p>Good morning%%commaName%%. One place is free in the workshop.</p>',
  text: 'Good morning%%commaName%%. One place is free in the workshop.',
}

/** Everyone who may be written to, on a course or not. */
export const ANYBODY: Audience = { ...EVERYONE, course: 'any' }

/** Broadcasts of the app that was started last, as the practitioner writes and changes them. */
export const broadcasts = {
  draft: (content: Partial<DraftContent> = {}) =>
    asOperator(({ db }, now) => composeDraft(db, { ...CONTENT, ...content }, now)),
  change: (id: number, content: Partial<DraftContent>) =>
    asOperator(({ db }, now) => changeDraft(db, id, { ...CONTENT, ...content }, now)),
  /** Says to whom a draft goes. */
  choose: (id: number, audience: Partial<Audience>) =>
    asOperator(async ({ db }, now) => await chooseAudience(db, id, { ...EVERYONE, ...audience }, now)),
  /** How many an audience has and leaves out, ten of them, and their zones. */
  count: (audience: Partial<Audience>) =>
    asOperator(async ({ db, audienceTerms }, now) => {
      const all: Audience = { ...EVERYONE, ...audience }
      const [count] = await countAudience(db, all, audienceTerms, now)
      return {
        ...count,
        some: await someOfAudience(db, all, audienceTerms, now),
        zones: await countZones(db, all, audienceTerms, now),
      }
    }),
  /** Lets a draft leave at once, or in so many milliseconds; to anybody, unless its audience was chosen. */
  schedule: (id: number, inMs = 0, audience: Audience | 'as chosen' = ANYBODY) =>
    asOperator(async ({ db }, now) => {
      if (audience !== 'as chosen') await chooseAudience(db, id, audience, now)
      await scheduleBroadcast(db, id, { at: now + inMs, local: null }, words, now)
    }),
  /** Lets a draft leave to anybody at a local time in each reader's own zone. */
  scheduleLocal: (id: number, local: string, zones: readonly string[]) =>
    asOperator(async ({ db }, now) => {
      await chooseAudience(db, id, ANYBODY, now)
      const when = atReadersTime(local, zones, now)
      if (typeof when === 'string') throw new Error(when)
      await scheduleBroadcast(db, id, when, words, now)
      return when
    }),
  /** What can be chosen from, and segments as they are saved, renamed and deleted; what is held. */
  words: () =>
    asOperator(async ({ db }, now) => {
      const [saved] = await saveSegment(db, 'Guests', ANYBODY, now)
      const { id = 0 } = saved ?? {}
      await addTag(db, id, 'a', now)
      await removeTag(db, id, 'a')
      await renameSegment(db, id, 'Friends', now)
      const found = [
        await listTags(db),
        await listSources(db),
        await listSegments(db),
        await findSegment(db, id),
        await readSubjectTest(db, id),
      ]
      await deleteSegment(db, id)
      return [...found, await heldBroadcasts(db, now)]
    }),
  test: (id: number, test: SubjectTest | null) => asOperator(async ({ db }) => await setSubjectTest(db, id, test)),
  undo: (id: number) => asOperator(async ({ db }, now) => (await takeBack(db, id, now)).length === 1),
  pause: (id: number) => asOperator(({ db }, now) => pauseBroadcast(db, id, now)),
  resume: (id: number) => asOperator(({ db }, now) => resumeBroadcast(db, id, now)),
  correct: (id: number, content: Partial<DraftContent>) =>
    asOperator(({ db }, now) => correctBroadcast(db, id, { ...CONTENT, ...content }, words, now)),
  stop: (id: number) => asOperator(({ db }, now) => stopBroadcast(db, id, now)),
  release: (id: number) => asOperator(({ db }, now) => releaseHeld(db, id, [], now)),
  rewrite: (id: number) => asOperator(({ db }, now) => rewriteHeld(db, id, [], now)),
  again: (id: number, subject: string) => asOperator(({ db }, now) => sendAgain(db, id, subject, now)),
  numbers: (id: number) => asOperator(({ db }) => broadcastNumbers(db, id)),
}

async function asOperator<Done>(act: (context: AppContext, now: number) => Promise<Done>): Promise<Done> {
  const context = await composeContext()(env as unknown as Bindings)
  return act(context, context.clock.now())
}
