import { type Context, Hono } from 'hono'
import { BROADCASTS } from '../../../features/broadcasts/broadcast-source'
import { emptyDoc } from '../../../features/broadcasts/document/grammar'
import { createDraft } from '../../../features/broadcasts/draft'
import { heldBroadcasts } from '../../../features/broadcasts/held'
import { listBroadcasts, type Place } from '../../../features/broadcasts/list'
import { findStartingPoint, listStartingPoints } from '../../../features/broadcasts/starting-points/starting-points'
import { sumCounts } from '../../../mail/counts/read'
import { recordAudit } from '../../../operators/audit'
import { batch } from '../../../platform/batch'
import { problem } from '../../../platform/errors'
import { show } from '../../http/answer'
import { readForm } from '../../http/read-form'
import type { AdminEnv } from '../context'
import { LetterList } from './list'
import { NewLetter } from './new-letter'
import { readWords } from './read-words'

const LETTERS_A_PAGE = 30
const EARLIER = 6

/** The list of letters, and new ones. */
export const listRoutes = new Hono<AdminEnv>()

listRoutes.get('/', async (c) => {
  const { db, clock, config, site } = c.var.app
  const { broadcasts, next } = await listBroadcasts(db, readPlace(c), LETTERS_A_PAGE)
  const left = broadcasts.flatMap(({ id, status }) => (status === 'draft' ? [] : [id]))
  const { counts, held } = await batch(db, {
    counts: sumCounts(db, BROADCASTS.source, left),
    held: heldBroadcasts(db, clock.now()),
  })
  const at = { now: clock.now(), timeZone: config.DEFAULT_TIME_ZONE }
  const deleted = /^\d{1,16}$/.exec(c.req.query('deleted') ?? '')?.[0]
  const isFirst = c.req.query('after') === undefined
  return show(
    c,
    <LetterList
      site={site}
      operator={c.get('operator')}
      {...{ broadcasts, counts, held: held.map(({ id }) => id), next, at, deleted, isFirst }}
    />,
  )
})

listRoutes.get('/new', async (c) => {
  const { db, clock, config, site } = c.var.app
  const { broadcasts } = await listBroadcasts(db, null, EARLIER)
  const at = { now: clock.now(), timeZone: config.DEFAULT_TIME_ZONE }
  const parts = { startingPoints: listStartingPoints(), earlier: broadcasts, at }
  return show(c, <NewLetter site={site} operator={c.get('operator')} {...parts} />)
})

listRoutes.post('/', async (c) => {
  const { db, clock } = c.var.app
  const { start, ...fields } = await readForm(c)
  const begun = start ? findStartingPoint(start) : { subject: '', preheader: '', doc: emptyDoc }
  if (!begun) throw problem('not_found', 'There is no letter to begin from under this name.')
  const { draft, wrong } = await readWords(db, fields, begun)
  if (wrong) throw problem('bad_input', wrong.sentence)
  const now = clock.now()
  const id = await createDraft(db, draft, now)
  await recordAudit(db, { ...c.get('actor'), action: 'letter_begun', subject: id }, now)
  return c.redirect(`/admin/broadcasts/${id}`, 303)
})

function readPlace(c: Context<AdminEnv>): Place | null {
  const [, of, at, id] = /^(drafts|others)-(\d{1,15})-(\d{1,16})$/.exec(c.req.query('after') ?? '') ?? []
  return of === 'drafts' || of === 'others' ? { of, at: Number(at), id: Number(id) } : null
}
