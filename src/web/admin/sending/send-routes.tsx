import { type Context, Hono } from 'hono'
import { EVERYONE, readAudience } from '../../../features/broadcasts/audience'
import { readChosen } from '../../../features/broadcasts/choose-audience'
import { contentOf } from '../../../features/broadcasts/content'
import { countAudience, countZones } from '../../../features/broadcasts/count-audience'
import type { Broadcast } from '../../../features/broadcasts/find'
import { publishBroadcast, unpublishBroadcast } from '../../../features/broadcasts/publish'
import { scheduleBroadcast } from '../../../features/broadcasts/schedule'
import { setSubjectTest, readSubjectTest as storedTest } from '../../../features/broadcasts/subject-test'
import { problem } from '../../../platform/errors'
import { show } from '../../http/answer'
import { readForm } from '../../http/read-form'
import { findDraft } from '../broadcasts/find-letter'
import { checkBroadcast } from '../check/check-broadcast'
import type { AdminEnv } from '../context'
import { ConfirmSend } from './confirm-send'
import { noteChange } from './note'
import { readDeparture } from './read-departure'
import { readSubjectTest } from './read-subject-test'
import { type SendForm, SendPage, type SendWrong } from './send-page'

/** When a draft leaves: the choice, the confirming step, and its way out. */
export const sendRoutes = new Hono<AdminEnv>()

sendRoutes.get('/:id{[0-9]+}/send', async (c) => {
  const letter = await findDraft(c)
  const [test] = await storedTest(c.var.app.db, letter.id)
  const hours = test ? String(test.decideAfterMs / 3_600_000) : undefined
  return showSend(c, letter, { subjectB: test?.subject, share: test && String(test.share), decideHours: hours })
})

sendRoutes.post('/:id{[0-9]+}/send', async (c) => {
  const { db, clock, config, site, frame, audienceTerms } = c.var.app
  const letter = await findDraft(c)
  const form: SendForm = await readForm(c)
  const now = clock.now()
  const audience = await audienceOf(c, letter.id)
  const [count] = await countAudience(db, audience, audienceTerms, now)
  const readers = count?.readers ?? 0
  const zones = form.when === 'local' ? await countZones(db, audience, audienceTerms, now) : []
  const chosen = readDeparture(form, zones, config.DEFAULT_TIME_ZONE, now)
  if ('field' in chosen) return showSend(c, letter, form, chosen)
  const test = readSubjectTest(form, { subject: letter.subject, readers, isLocal: chosen.when === 'local' })
  if (test && 'sentence' in test) return showSend(c, letter, form, { field: 'subjectB', sentence: test.sentence })
  if (readers === 0) return showSend(c, letter, form, { field: 'when', sentence: NOBODY })
  const { blocking } = await checkBroadcast(c, letter)
  if (blocking.length > 0) return showSend(c, letter, form, { field: 'when', sentence: MEND, blocking })
  const isSeen = form.version === undefined || form.version === String(letter.version)
  if (form.confirm !== 'yes' || !isSeen) {
    const words = contentOf({ ...letter, doc: letter.doc && JSON.stringify(letter.doc) }, frame.blocks).text
    const page = { letter, readers, chosen, test, words, now, changed: !isSeen, form }
    return show(c, <ConfirmSend site={site} operator={c.get('operator')} {...page} />)
  }
  await setSubjectTest(db, letter.id, test)
  const noted = noteChange(c, letter, 'letter_scheduled', ['scheduled'], now, { readers, when: chosen.when })
  await scheduleBroadcast(db, letter.id, chosen.departure, frame, now, [noted])
  if (form.publish && letter.doc)
    await publishBroadcast(db, letter, [noteChange(c, letter, 'letter_published', ['scheduled'], now)], now)
  else if (letter.publishedAt !== null) await unpublishBroadcast(db, letter.id, [])
  return c.redirect(`/admin/broadcasts/${letter.id}`, 303)
})

const NOBODY = 'There is nobody to whom this would go. Please choose other readers.'
const MEND = 'Something has to be mended before this can leave:'

async function audienceOf(c: Context<AdminEnv>, id: number) {
  const [stored] = await readChosen(c.var.app.db, id)
  const audience = stored ? readAudience(stored.audience) : EVERYONE
  if (!audience) throw problem('bad_input', 'The readers of this letter cannot be read. Please choose them again.')
  return audience
}

async function showSend(c: Context<AdminEnv>, letter: Broadcast, form: SendForm, wrong?: SendWrong) {
  const { db, clock, config, site, audienceTerms } = c.var.app
  const [count] = await countAudience(db, await audienceOf(c, letter.id), audienceTerms, clock.now())
  const page = { letter, form, wrong, readers: count?.readers ?? 0, zone: config.DEFAULT_TIME_ZONE, now: clock.now() }
  return show(c, <SendPage site={site} operator={c.get('operator')} {...page} />, wrong ? 422 : 200)
}
