import { type Context, Hono } from 'hono'
import { type Audience, EVERYONE, readAudience as readStored } from '../../../features/broadcasts/audience'
import { chooseAudience, readChosen } from '../../../features/broadcasts/choose-audience'
import { countAudience, someOfAudience } from '../../../features/broadcasts/count-audience'
import type { Broadcast } from '../../../features/broadcasts/find'
import { findSegment, listSegments } from '../../../features/broadcasts/segments'
import { batch } from '../../../platform/batch'
import { problem } from '../../../platform/errors'
import { listSources } from '../../../subscribers/sources'
import { listTags } from '../../../subscribers/tags'
import { show } from '../../http/answer'
import { readForm } from '../../http/read-form'
import { readList } from '../../http/read-list'
import { findDraft } from '../broadcasts/find-letter'
import type { AdminEnv } from '../context'
import { AudiencePage, type AudienceWrong } from './audience-page'
import { noteChange } from './note'
import { readAudience } from './read-audience'

/** To whom a draft goes: chosen, counted, or taken from a saved group. */
export const audienceRoutes = new Hono<AdminEnv>()

audienceRoutes.get('/:id{[0-9]+}/audience', async (c) => {
  const letter = await findDraft(c)
  const [stored] = await readChosen(c.var.app.db, letter.id)
  return showAudience(c, letter, readStored(stored?.audience ?? null) ?? EVERYONE)
})

audienceRoutes.post('/:id{[0-9]+}/audience', async (c) => {
  const letter = await findDraft(c)
  const [tags, sources] = [await readList(c, 'tag'), await readList(c, 'source')]
  const read = readAudience({ ...(await readForm(c)), tags, sources }, c.var.app.config.DEFAULT_TIME_ZONE)
  if ('wrong' in read) return showAudience(c, letter, EVERYONE, WRONG[read.wrong])
  await choose(c, letter, read.audience)
  return c.redirect(`/admin/broadcasts/${letter.id}/audience`, 303)
})

audienceRoutes.post('/:id{[0-9]+}/audience/segment', async (c) => {
  const letter = await findDraft(c)
  const id = Number((await readForm(c)).segment)
  const [segment] = Number.isSafeInteger(id) ? await findSegment(c.var.app.db, id) : []
  const audience = segment ? readStored(segment.audience) : null
  if (!audience) throw problem('not_found', 'This group is no longer here. Please choose again.')
  await choose(c, letter, audience)
  return c.redirect(`/admin/broadcasts/${letter.id}/audience`, 303)
})

const WRONG: Record<'joinedFrom' | 'joinedBefore' | 'all', AudienceWrong> = {
  joinedFrom: { field: 'joinedFrom', sentence: 'Please enter a day, as in 2026-03-01.' },
  joinedBefore: { field: 'joinedBefore', sentence: 'Please enter a day, as in 2026-03-01.' },
  all: { field: 'course', sentence: 'This cannot be chosen. Please choose again from what is offered.' },
}

async function choose(c: Context<AdminEnv>, letter: Broadcast, audience: Omit<Audience, 'earlier'>) {
  const { db, clock } = c.var.app
  const now = clock.now()
  const { chosen } = await batch(db, {
    chosen: chooseAudience(db, letter.id, audience, now),
    noted: noteChange(c, letter, 'audience_chosen', ['draft'], now),
  })
  if (chosen.length === 0) throw problem('not_found', 'This letter is a draft no longer, so its readers stand.')
}

async function showAudience(c: Context<AdminEnv>, letter: Broadcast, audience: Audience, wrong?: AudienceWrong) {
  const { db, clock, config, site, audienceTerms } = c.var.app
  const now = clock.now()
  const { count, some, segments, tags, sources } = await batch(db, {
    count: countAudience(db, audience, audienceTerms, now),
    some: someOfAudience(db, audience, audienceTerms, now),
    segments: listSegments(db),
    tags: listTags(db),
    sources: listSources(db),
  })
  const [counted] = count
  if (!counted) throw new Error('An audience was not counted.')
  const offered = { segments, tags: tags.map(({ name }) => name), sources: sources.map(({ name }) => name) }
  const page = { letter, audience, count: counted, some, offered, timeZone: config.DEFAULT_TIME_ZONE, wrong }
  return show(c, <AudiencePage site={site} operator={c.get('operator')} {...page} />, wrong ? 422 : 200)
}
