import { type Context, Hono } from 'hono'
import { listClaimWords, putClaimWord, removeClaimWord, resetClaimWord } from '../../../features/broadcasts/claim-words'
import { recordAudit } from '../../../operators/audit'
import { isProblem } from '../../../platform/errors'
import { show } from '../../http/answer'
import { readForm } from '../../http/read-form'
import type { AdminEnv } from '../context'
import { ClaimWords } from './claim-words'

/** The list of words that claim more than is known: reading, adding, changing, taking off and putting back. */
export const claimWordsRoutes = new Hono<AdminEnv>()

claimWordsRoutes.get('/', (c) => answerList(c))

claimWordsRoutes.post('/', async (c) => {
  const { db, clock } = c.var.app
  const { word = '', milder = '' } = await readForm(c)
  try {
    await putClaimWord(db, { word, milder }, clock.now())
    await note(c, word)
  } catch (error) {
    if (!isProblem(error)) throw error
    const field = word.trim() !== '' && milder.trim() === '' ? 'milder' : 'word'
    return answerList(c, { word, milder, errors: { [field]: error.message } })
  }
  return c.redirect('/admin/claim-words?done=kept', 303)
})

claimWordsRoutes.post('/remove', async (c) => {
  const { db, clock } = c.var.app
  const { word = '' } = await readForm(c)
  await removeClaimWord(db, word, clock.now())
  await note(c, word)
  return c.redirect('/admin/claim-words?done=removed', 303)
})

claimWordsRoutes.post('/reset', async (c) => {
  const { word = '' } = await readForm(c)
  await resetClaimWord(c.var.app.db, word)
  await note(c, word)
  return c.redirect('/admin/claim-words?done=reset', 303)
})

async function answerList(
  c: Context<AdminEnv>,
  typed?: { word: string; milder: string; errors: { word?: string; milder?: string } },
) {
  const { db, site } = c.var.app
  const list = await listClaimWords(db)
  const page = { site, operator: c.var.operator, list, done: c.req.query('done') }
  return show(c, <ClaimWords {...page} {...typed} />, typed ? 422 : 200)
}

const note = (c: Context<AdminEnv>, word: string) => {
  const { db, clock } = c.var.app
  const act = { action: 'claim_words_changed', detail: { word: word.slice(0, 60) } } as const
  return recordAudit(db, { ...c.var.actor, ...act }, clock.now())
}
