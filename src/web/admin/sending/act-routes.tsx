import { type Context, Hono } from 'hono'
import { releaseHeld, rewriteHeld } from '../../../features/broadcasts/held'
import { pauseBroadcast, resumeBroadcast, stopBroadcast } from '../../../features/broadcasts/hold'
import { broadcastNumbers } from '../../../features/broadcasts/numbers'
import { sendAgain } from '../../../features/broadcasts/send-again'
import { takeBack, tooLate } from '../../../features/broadcasts/undo'
import { type AuditAction, recordAudit } from '../../../operators/audit'
import { batch } from '../../../platform/batch'
import { problem } from '../../../platform/errors'
import { asLine } from '../../../platform/template'
import { wholeText } from '../../../platform/whole-text'
import { show } from '../../http/answer'
import { readForm } from '../../http/read-form'
import { findLetter } from '../broadcasts/find-letter'
import type { AdminEnv } from '../context'
import { noteChange } from './note'
import { StopPage } from './stop-page'

/** What is done with a letter on its way. */
export const actRoutes = new Hono<AdminEnv>()

actRoutes.post('/:id{[0-9]+}/undo', async (c) => {
  const letter = await findLetter(c)
  const { db, clock } = c.var.app
  const now = clock.now()
  const { taken } = await batch(db, {
    taken: takeBack(db, letter.id, now),
    noted: noteChange(c, letter, 'letter_taken_back', ['draft'], now),
  })
  if (taken.length === 0 && letter.status !== 'draft') throw tooLate()
  return c.redirect(`/admin/broadcasts/${letter.id}`, 303)
})

const CHANGES = {
  pause: { change: pauseBroadcast, action: 'letter_paused', done: 'paused' },
  resume: { change: resumeBroadcast, action: 'letter_resumed', done: 'resumed' },
  stop: { change: stopBroadcast, action: 'letter_stopped', done: 'stopped' },
} as const

for (const [path, { change, action, done }] of Object.entries(CHANGES)) {
  actRoutes.post(`/:id{[0-9]+}/${path}`, async (c) => {
    const letter = await findLetter(c)
    const { db, clock } = c.var.app
    const now = clock.now()
    await change(db, letter.id, now, notesOf(c, letter, action, now))
    return c.redirect(`/admin/broadcasts/${letter.id}?done=${done}`, 303)
  })
}

actRoutes.get('/:id{[0-9]+}/stop', async (c) => {
  const letter = await findLetter(c)
  const numbers = await broadcastNumbers(c.var.app.db, letter.id)
  return show(c, <StopPage site={c.var.app.site} operator={c.get('operator')} letter={letter} numbers={numbers} />)
})

actRoutes.post('/:id{[0-9]+}/release', async (c) => {
  const letter = await findLetter(c)
  const { db, clock } = c.var.app
  const now = clock.now()
  await releaseHeld(db, letter.id, notesOf(c, letter, 'letter_released', now), now)
  return c.redirect(`/admin/broadcasts/${letter.id}?done=resumed`, 303)
})

actRoutes.post('/:id{[0-9]+}/rewrite', async (c) => {
  const letter = await findLetter(c)
  const { db, clock } = c.var.app
  const now = clock.now()
  const draft = await rewriteHeld(db, letter.id, notesOf(c, letter, 'letter_rewritten', now), now)
  return c.redirect(`/admin/broadcasts/${draft}`, 303)
})

actRoutes.post('/:id{[0-9]+}/again', async (c) => {
  const letter = await findLetter(c)
  const { db, clock } = c.var.app
  const subject = wholeText(asLine((await readForm(c)).subject ?? ''), MAX_SUBJECT)
  if (subject === '')
    throw problem('bad_input', 'Please write another subject, so that it is not taken for the same letter.')
  const now = clock.now()
  const draft = await sendAgain(db, letter.id, subject, now)
  const act = { ...c.get('actor'), action: 'letter_again', subject: draft, detail: { title: letter.subject } } as const
  await recordAudit(db, act, now)
  return c.redirect(`/admin/broadcasts/${draft}`, 303)
})

const MAX_SUBJECT = 200

const AFTER = {
  letter_paused: ['paused'],
  letter_resumed: ['sending', 'scheduled'],
  letter_stopped: ['stopped'],
  letter_released: ['sending'],
  letter_rewritten: ['stopped'],
} as const

function notesOf(
  c: Context<AdminEnv>,
  letter: { id: number; subject: string },
  action: AuditAction & keyof typeof AFTER,
  now: number,
) {
  return [noteChange(c, letter, action, AFTER[action], now)]
}
