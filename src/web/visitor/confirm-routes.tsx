import type { Context } from 'hono'
import { Hono } from 'hono'
import { enrol } from '../../features/courses/enrol'
import { comesAt, readProgress } from '../../features/courses/progress'
import { nextLessonAt, reschedule } from '../../features/courses/reschedule'
import { openBatch } from '../../mail/outbox/enqueue'
import { batch } from '../../platform/batch'
import type { Db } from '../../platform/db'
import { newKey } from '../../platform/ids'
import { type Hours, sayDay } from '../../platform/local-time'
import { CONFIRM_WITHIN_MS, confirm, confirmedNow } from '../../subscribers/confirm'
import { findSubscriber, type Subscriber } from '../../subscribers/find'
import { findPending, type PendingSignUp } from '../../subscribers/pending'
import { show } from '../http/answer'
import { originOf } from '../http/consent-origin'
import type { WebEnv } from '../http/context'
import { Confirm } from './confirm'
import { mailboxOf } from './mailbox'

/** The routes behind the link in the confirmation mail. */
export const confirmRoutes = new Hono<WebEnv>()

// Only shows a button: mail scanners open links.
confirmRoutes.get('/:token', async (c) => {
  const visit = await readVisit(c)
  if ('state' in visit) return answerState(c, visit.state)
  return isReading(visit.subscriber)
    ? answerReading(c, visit.subscriber)
    : show(c, <Confirm site={c.var.app.site} state="ask" action={c.req.path} />)
})

confirmRoutes.post('/:token', async (c) => {
  const visit = await readVisit(c)
  if ('state' in visit) return answerState(c, visit.state)
  if (isReading(visit.subscriber)) return answerReading(c, visit.subscriber)
  const { db, clock, courses, sendSoon } = c.var.app
  const [course] = courses
  if (!course) throw new Error('There is no course to enrol in')
  const now = clock.now()
  const batchId = newKey()
  const origin = await originOf(c, { page: '/confirm' })
  const { id } = visit.subscriber
  const hours = { ...visit.subscriber, timeZone: visit.timeZone }
  await batch(db, {
    confirmed: confirm(db, visit, origin, now),
    enrolled: enrol(db, id, { slug: course.slug, lessons: course.lessons.length }, hours, batchId, now),
    opened: openBatch(db, { id: batchId, kind: 'lesson' }, now),
    moved: await resumeCourse(db, visit, hours, now),
  })
  sendSoon(batchId, 'lesson')
  return answerDone(c, id, now)
})

// Only for a returning reader: a second press by a new reader would postpone the lesson 1 of the first.
async function resumeCourse(db: Db, visit: PendingSignUp, hours: Hours, now: number) {
  const { id, unsubscribedAt } = visit.subscriber
  const progress = unsubscribedAt === null ? null : await readProgress(db, id)
  if (!progress) return []
  const { lastLessonAt } = progress
  return reschedule(db, id, nextLessonAt(hours, { lastLessonAt, pausedUntil: null }, now), confirmedNow(visit, now))
}

type Visit = PendingSignUp | { state: 'too-old' | 'broken' }

async function readVisit(c: Context<WebEnv, '/:token'>): Promise<Visit> {
  const { db, signer, clock, config } = c.var.app
  const [id, issuedAt] = signer.read('confirm', c.req.param('token')) ?? []
  if (id === undefined || issuedAt === undefined) return { state: 'broken' }
  const pending = await findPending(db, id, issuedAt, config.DEFAULT_TIME_ZONE)
  if (!pending) return { state: 'broken' }
  const beforeSheLeft = issuedAt < (pending.subscriber.unsubscribedAt ?? 0)
  return beforeSheLeft || clock.now() - issuedAt > CONFIRM_WITHIN_MS ? { state: 'too-old' } : pending
}

function isReading({ confirmedAt, unsubscribedAt }: Subscriber): boolean {
  return confirmedAt !== null && unsubscribedAt === null
}

function answerState(c: Context<WebEnv>, state: 'too-old' | 'broken') {
  return show(c, <Confirm site={c.var.app.site} state={state} />, state === 'broken' ? 404 : 410)
}

async function answerReading(c: Context<WebEnv>, subscriber: Subscriber) {
  const next = await readNext(c, subscriber)
  return show(
    c,
    <Confirm
      site={c.var.app.site}
      state="already"
      preferencesUrl={preferencesUrl(c, subscriber)}
      {...(next ? { next } : {})}
    />,
  )
}

async function answerDone(c: Context<WebEnv>, id: number, now: number) {
  const { db } = c.var.app
  const [subscriber, progress] = await Promise.all([findSubscriber(db, id), readProgress(db, id)])
  if (!subscriber) return answerState(c, 'broken')
  const next = await readNext(c, subscriber)
  const mailbox = mailboxOf(subscriber.email)
  if (!next || progress?.startedAt !== now) return answerReading(c, subscriber)
  const lessonUrl = `/lessons/${c.var.app.signer.sign('lessons', [progress.enrolmentId, 1])}`
  const links = { preferencesUrl: preferencesUrl(c, subscriber), lessonUrl, ...(mailbox ? { mailbox } : {}) }
  return show(c, <Confirm site={c.var.app.site} state="done" next={next} {...links} />)
}

async function readNext(c: Context<WebEnv>, subscriber: Subscriber) {
  const { id, sendHour: hour, timeZone, zoneAssumedAt } = subscriber
  const progress = await readProgress(c.var.app.db, id)
  const nextAt = progress && comesAt(progress, subscriber)
  const on = nextAt && sayDay(nextAt, timeZone, c.var.app.clock.now())
  return on ? { on, hour, timeZone, assumed: zoneAssumedAt !== null } : null
}

function preferencesUrl(c: Context<WebEnv>, { id }: Subscriber) {
  return `/preferences/${c.var.app.signer.sign('preferences', [id])}`
}
