import { type Context, Hono } from 'hono'
import { readTrial } from '../../../features/broadcasts/decide-test'
import type { Broadcast } from '../../../features/broadcasts/find'
import { trialOf } from '../../../features/broadcasts/judge-test'
import { broadcastNumbers } from '../../../features/broadcasts/numbers'
import { readSubjectTest } from '../../../features/broadcasts/subject-test'
import { readPossible } from '../../../features/broadcasts/where-it-is'
import { batch } from '../../../platform/batch'
import { show } from '../../http/answer'
import { findLetter } from '../broadcasts/find-letter'
import type { AdminEnv } from '../context'
import { showReport } from '../report/show-report'
import { Progress, type ProgressProps } from './progress'
import { ProgressPage } from './progress-page'

/** How far a letter is, as a part of its page. */
export const progressRoutes = new Hono<AdminEnv>()

progressRoutes.get('/:id{[0-9]+}/progress', async (c) => {
  const letter = await findLetter(c)
  if (letter.status === 'draft') return c.redirect(`/admin/broadcasts/${letter.id}`, 303)
  const { progress } = await readPage(c, letter)
  return c.html(<Progress {...progress} />)
})

/** The page of a letter that is a draft no longer: how far it is, and what came of it once nothing is to leave any more. */
export async function showLetter(c: Context<AdminEnv>, letter: Broadcast) {
  if (letter.status === 'sent' || letter.status === 'stopped') return showReport(c, letter)
  const { progress, test } = await readPage(c, letter)
  const page = { letter, progress, test, done: c.req.query('done') }
  return show(c, <ProgressPage site={c.var.app.site} operator={c.get('operator')} {...page} />)
}

async function readPage(c: Context<AdminEnv>, { id, status, scheduledAt, localAt, moments }: Broadcast) {
  const { db, clock, config, mailer } = c.var.app
  const now = clock.now()
  const numbers = await broadcastNumbers(db, id)
  const { possible, test } = await batch(db, { possible: readPossible(db, id, now), test: readSubjectTest(db, id) })
  const [can = NOTHING] = possible
  const [tried] = test
  const progress: ProgressProps = {
    id,
    status,
    numbers,
    possible: can,
    scheduledAt,
    lastAt: localAt === null ? null : lastOf(moments),
    decideAt: tried && tried.winner === null ? tried.decideAt : null,
    rate: mailer.provider.lettersASecond,
    at: { now, timeZone: config.DEFAULT_TIME_ZONE },
  }
  const trial = tried && (trialOf(tried.trial) ?? (await readTrial(db, id)))
  return { progress, test: tried && trial ? { ...tried, trial } : null }
}

const NOTHING = { canBeTakenBack: false, isHeld: false, canBeRepeated: false, isRepeated: false, isFannedOut: false }

function lastOf(moments: string | null): number | null {
  try {
    const all = Object.values(JSON.parse(moments ?? '{}')).filter((one) => typeof one === 'number')
    return all.length > 0 ? Math.max(...all) : null
  } catch {
    return null
  }
}
