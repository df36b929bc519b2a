import { type Context, Hono } from 'hono'
import { lastLessonOf, readProgress } from '../../features/courses/progress'
import { nextLessonAt, reschedule } from '../../features/courses/reschedule'
import { batch } from '../../platform/batch'
import { problem } from '../../platform/errors'
import { advance } from '../../platform/local-time'
import { timeZones } from '../../platform/time-zone'
import { isReader, type Subscriber } from '../../subscribers/find'
import { type Change, findTooManyChanges, goOn, pause, savePreferences } from '../../subscribers/preferences'
import { show } from '../http/answer'
import { originOf } from '../http/consent-origin'
import type { WebEnv } from '../http/context'
import { readForm } from '../http/read-form'
import { Preferences, type PreferencesProps } from './preferences'
import { readWishes } from './read-wishes'
import { pathOf, readerOf } from './reader-of'
import { courseStateOf } from './say-course-state'

/** The routes of a reader's preferences: hour, time zone, weekends, pause. */
export const preferencesRoutes = new Hono<WebEnv>()

const SAVED = new Map([
  ['saved', 'Saved. Your next lesson comes as you see here.'],
  ['paused', 'Paused. Nothing comes until then, and nothing is lost.'],
  ['resumed', 'Good to have you back. The lessons go on where you left them.'],
])

preferencesRoutes.get('/:token', async (c) => {
  const subscriber = await readerOf(c, 'preferences')
  const saved = SAVED.get(c.req.query('done') ?? '')
  return showPreferences(c, subscriber, saved ? { saved } : {})
})

preferencesRoutes.post('/:token', async (c) => {
  const subscriber = await readerOf(c, 'preferences')
  const { values, errors } = readWishes(await readForm(c), subscriber, true)
  if (errors) return showPreferences(c, subscriber, { errors, values }, 422)
  return save(c, { ...subscriber, ...values, sendHour: values.hour }, true)
})

preferencesRoutes.post('/:token/weekdays', async (c) =>
  save(c, { ...(await readerOf(c, 'preferences')), weekdaysOnly: true }),
)

preferencesRoutes.post('/:token/hour', async (c) => {
  const subscriber = await readerOf(c, 'preferences')
  const { values, errors } = readWishes(await readForm(c), subscriber, false)
  if (errors) return showPreferences(c, subscriber, { errors }, 422)
  return save(c, { ...subscriber, sendHour: values.hour })
})

preferencesRoutes.post('/:token/pause', async (c) => {
  const subscriber = await readerOf(c, 'preferences')
  const { pauseFor } = await readForm(c)
  if (typeof pauseFor !== 'string' || !/^P([1-9]\d?D|[1-3]M)$/.test(pauseFor)) {
    return showPreferences(c, subscriber, { errors: { pauseFor: 'Please choose how long the pause should be.' } }, 422)
  }
  const { db, clock } = c.var.app
  const now = clock.now()
  const until = advance(now, pauseFor)
  const change = pause(db, subscriber, until, originOf(c, { page: '/preferences' }), now)
  return make(c, change, { ...subscriber, pausedUntil: until }, 'paused', now)
})

preferencesRoutes.post('/:token/resume', async (c) => {
  const subscriber = await readerOf(c, 'preferences')
  const { db, clock } = c.var.app
  const now = clock.now()
  const change = goOn(db, subscriber, originOf(c, { page: '/preferences' }), now)
  return make(c, change, { ...subscriber, pausedUntil: null }, 'resumed', now)
})

async function save(c: Context<WebEnv>, wished: Subscriber, zoneTold = false) {
  const { db, clock } = c.var.app
  const now = clock.now()
  const change = savePreferences(db, wished, { ...wished, zoneTold }, originOf(c, { page: '/preferences' }), now)
  return make(c, change, wished, 'saved', now)
}

// Stores the change and the moment of the next lesson in one transaction, then shows the page again. A form that
// changes nothing moves nothing.
async function make(
  c: Context<WebEnv>,
  { statements, made }: Change,
  wished: Subscriber,
  done: string,
  now: number,
): Promise<Response> {
  const { db } = c.var.app
  const progress = await readProgress(db, wished.id)
  const here = isReader(wished)
  const next = nextLessonAt(wished, { lastLessonAt: lastLessonOf(progress), pausedUntil: wished.pausedUntil }, now)
  const { tooMany } = await batch(db, {
    tooMany: findTooManyChanges(db, wished.id, now),
    changed: statements,
    moved: here && progress.length > 0 ? reschedule(db, wished.id, next, made) : [],
  })
  if (tooMany.length > 0) throw tooManyChanges(c)
  return c.redirect(`${pathOf(c, 'preferences', wished.id)}?done=${done}`, 303)
}

function tooManyChanges(c: Context<WebEnv>) {
  c.header('Retry-After', '3600')
  return problem(
    'too_many_requests',
    'You have changed a good many things today, and they are kept as they are now. Please come back tomorrow for the rest.',
  )
}

async function showPreferences(
  c: Context<WebEnv>,
  subscriber: Subscriber,
  more: Pick<Partial<PreferencesProps>, 'saved' | 'errors' | 'values'>,
  status: 200 | 422 = 200,
) {
  const { db, clock, site } = c.var.app
  const own = pathOf(c, 'preferences', subscriber.id)
  const courseState = courseStateOf(subscriber, await readProgress(db, subscriber.id), clock.now())
  const { firstName, sendHour: hour, timeZone, weekdaysOnly } = subscriber
  const props: PreferencesProps = {
    site,
    actions: { save: own, pause: `${own}/pause`, resume: `${own}/resume` },
    values: { firstName, hour, timeZone, weekdaysOnly },
    zones: timeZones(),
    courseState,
    unsubscribeUrl: pathOf(c, 'unsubscribe', subscriber.id),
    ...(subscriber.zoneAssumedAt === null ? {} : { assumedZone: timeZone }),
    ...more,
  }
  return show(c, <Preferences {...props} />, status)
}
