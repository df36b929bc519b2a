import type { Context } from 'hono'
import { Hono } from 'hono'
import { enrol } from '../courses/enrol'
import { nextLessonAt, reschedule } from '../courses/reschedule'
import { comesAt, readStanding } from '../courses/standing'
import { openBatch } from '../delivery/enqueue'
import { keepPrivate, show } from '../pages/answer'
import type { DoorEnv } from '../pages/door'
import { originOf } from '../pages/origin'
import type { Db } from '../platform/db'
import { newKey } from '../platform/ids'
import { sayDay } from '../platform/local-time'
import { CONFIRM_WITHIN_MS, confirm } from '../subscribers/confirm'
import { findSubscriber, type Subscriber } from '../subscribers/find'
import { Confirm } from './confirm'
import { mailboxOf } from './mailbox'

/** The door behind the link in the confirmation mail. */
export const confirming = new Hono<DoorEnv>()

// Only shows a button: mail scanners open links.
confirming.get('/confirm/:token', async (c) => {
  keepPrivate(c)
  const visit = await readVisit(c)
  if ('state' in visit) return answerState(c, visit.state)
  return isReading(visit.subscriber)
    ? answerReading(c, visit.subscriber)
    : show(c, <Confirm site={c.var.house.site} state="ask" action={c.req.path} />)
})

confirming.post('/confirm/:token', async (c) => {
  keepPrivate(c)
  const visit = await readVisit(c)
  if ('state' in visit) return answerState(c, visit.state)
  const { subscriber, issuedAt } = visit
  if (isReading(subscriber)) return answerReading(c, subscriber)
  const { db, clock, courses, sendSoon } = c.var.house
  const [course] = courses
  if (!course) throw new Error('There is no course to enrol in')
  const now = clock.now()
  const batchId = newKey()
  const origin = await originOf(c, { page: '/confirm' })
  await db.batch([
    ...confirm(db, subscriber.id, issuedAt, origin, now),
    ...enrol(db, subscriber.id, { slug: course.slug, lessons: course.lessons.length }, subscriber, batchId, now),
    openBatch(db, { id: batchId, kind: 'lesson' }, now),
    ...(await goOnWhereSheStopped(db, subscriber, now)),
  ])
  sendSoon(batchId, 'lesson')
  return answerDone(c, subscriber, now)
})

// Only for someone who had left: a second press of a new reader's button would put off the lesson 1 of the first.
async function goOnWhereSheStopped(db: Db, subscriber: Subscriber, now: number) {
  const standing = subscriber.unsubscribedAt === null ? null : await readStanding(db, subscriber.id)
  if (!standing) return []
  const { lastLessonAt } = standing
  return reschedule(db, subscriber.id, nextLessonAt(subscriber, { lastLessonAt, pausedUntil: null }, now))
}

type Visit = { subscriber: Subscriber; issuedAt: number } | { state: 'too-old' | 'broken' }

async function readVisit(c: Context<DoorEnv, '/confirm/:token'>): Promise<Visit> {
  const { db, signer, clock } = c.var.house
  const [id, issuedAt] = signer.read('confirm', c.req.param('token')) ?? []
  if (id === undefined || issuedAt === undefined) return { state: 'broken' }
  const subscriber = await findSubscriber(db, id)
  if (!subscriber) return { state: 'broken' }
  const stale = issuedAt < (subscriber.unsubscribedAt ?? 0) || clock.now() - issuedAt > CONFIRM_WITHIN_MS
  return stale && !isReading(subscriber) ? { state: 'too-old' } : { subscriber, issuedAt }
}

function isReading({ confirmedAt, unsubscribedAt }: Subscriber): boolean {
  return confirmedAt !== null && unsubscribedAt === null
}

function answerState(c: Context<DoorEnv>, state: 'too-old' | 'broken') {
  return show(c, <Confirm site={c.var.house.site} state={state} />, state === 'broken' ? 404 : 410)
}

async function answerReading(c: Context<DoorEnv>, subscriber: Subscriber) {
  const next = await readNext(c, subscriber)
  return show(
    c,
    <Confirm
      site={c.var.house.site}
      state="already"
      preferencesUrl={preferencesUrl(c, subscriber)}
      {...(next ? { next } : {})}
    />,
  )
}

async function answerDone(c: Context<DoorEnv>, subscriber: Subscriber, now: number) {
  const standing = await readStanding(c.var.house.db, subscriber.id)
  const next = await readNext(c, subscriber)
  const mailbox = mailboxOf(subscriber.email)
  if (!next || standing?.startedAt !== now) return answerReading(c, subscriber)
  const lessonUrl = `/lessons/${c.var.house.signer.sign('lessons', [standing.enrolmentId, 1])}`
  const links = { preferencesUrl: preferencesUrl(c, subscriber), lessonUrl, ...(mailbox ? { mailbox } : {}) }
  return show(c, <Confirm site={c.var.house.site} state="done" next={next} {...links} />)
}

async function readNext(c: Context<DoorEnv>, subscriber: Subscriber) {
  const { id, sendHour: hour, timeZone } = subscriber
  const standing = await readStanding(c.var.house.db, id)
  const nextAt = standing && comesAt(standing, subscriber)
  return nextAt ? { on: sayDay(nextAt, timeZone, c.var.house.clock.now()), hour, timeZone } : null
}

function preferencesUrl(c: Context<DoorEnv>, { id }: Subscriber) {
  return `/preferences/${c.var.house.signer.sign('preferences', [id])}`
}
