import type { Context } from 'hono'
import { Hono } from 'hono'
import { comesAt } from '../../features/courses/comes-at'
import { enrol, isOnCourse } from '../../features/courses/enrol'
import { lastLessonOf, readProgress } from '../../features/courses/progress'
import { nextLessonAt, reschedule } from '../../features/courses/reschedule'
import { openBatch } from '../../mail/outbox/enqueue'
import { batch } from '../../platform/batch'
import type { Db } from '../../platform/db'
import { newKey } from '../../platform/ids'
import { type Hours, sayDay } from '../../platform/local-time'
import { confirm, confirmedNow } from '../../subscribers/confirm'
import { findSubscriber, isReader, type Subscriber } from '../../subscribers/find'
import { show } from '../http/answer'
import { originOf } from '../http/consent-origin'
import type { WebEnv } from '../http/context'
import { Confirm } from './confirm'
import { ofCourse, readVisit, type Visit } from './confirm-visit'
import { mailboxOf } from './mailbox'

/** The routes behind the link in the confirmation mail. */
export const confirmRoutes = new Hono<WebEnv>()

// Only shows a button: mail scanners open links.
confirmRoutes.get('/:token', async (c) => {
  const visit = await readVisit(c)
  if ('state' in visit) return answerState(c, visit.state)
  const reading = isReader(visit.subscriber)
  return reading && ofCourse(visit)
    ? answerReading(c, visit)
    : show(c, <Confirm site={c.var.app.site} state="ask" action={c.req.path} reading={reading} />)
})

confirmRoutes.post('/:token', async (c) => {
  const visit = await readVisit(c)
  if ('state' in visit) return answerState(c, visit.state)
  if (isReader(visit.subscriber) && ofCourse(visit)) return answerReading(c, visit)
  const { db, clock, sendSoon } = c.var.app
  const { course, subscriber, timeZone } = visit
  const now = clock.now()
  const batchId = newKey()
  const origin = originOf(c, { page: '/confirm' })
  const pausedUntil = isReader(subscriber) ? subscriber.pausedUntil : null
  const hours = { ...subscriber, timeZone, pausedUntil }
  const asked = { course: course.slug, isOnCourse: isOnCourse(course.slug) }
  await batch(db, {
    confirmed: confirm(db, visit, asked, origin, now),
    moved: resumeCourses(db, visit, hours, now),
    enrolled: enrol(db, subscriber.id, { slug: course.slug, lessons: course.lessons.length }, hours, batchId, now),
    opened: openBatch(db, { id: batchId, kind: 'lesson' }, now),
  })
  sendSoon(batchId, 'lesson')
  return answerDone(c, visit, now)
})

// Only for a returning reader: a second press by a new reader would postpone the lesson 1 of the first.
function resumeCourses(db: Db, visit: Visit, hours: Hours & { pausedUntil: number | null }, now: number) {
  const { subscriber, progress } = visit
  if (subscriber.unsubscribedAt === null || progress.length === 0) return []
  const next = nextLessonAt(hours, { lastLessonAt: lastLessonOf(progress), pausedUntil: hours.pausedUntil }, now)
  return reschedule(db, subscriber.id, next, confirmedNow(visit, now))
}

function answerState(c: Context<WebEnv>, state: 'too-old' | 'broken') {
  return show(c, <Confirm site={c.var.app.site} state={state} />, state === 'broken' ? 404 : 410)
}

function answerReading(c: Context<WebEnv>, visit: Visit) {
  const next = readNext(c, visit)
  return show(
    c,
    <Confirm
      site={c.var.app.site}
      state="already"
      preferencesUrl={preferencesUrl(c, visit.subscriber)}
      {...(next ? { next } : {})}
    />,
  )
}

async function answerDone(c: Context<WebEnv>, before: Visit, now: number) {
  const { db, site, signer } = c.var.app
  const { id } = before.subscriber
  const [subscriber, progress] = await Promise.all([findSubscriber(db, id), readProgress(db, id)])
  if (!subscriber) return answerState(c, 'broken')
  const visit = { ...before, subscriber, progress }
  const begun = ofCourse(visit)
  const next = readNext(c, visit)
  if (!next || begun?.startedAt !== now) return answerReading(c, visit)
  const mailbox = mailboxOf(subscriber.email)
  const lessonUrl = `/lessons/${signer.sign('lessons', [begun.enrolmentId, 1])}`
  const links = { preferencesUrl: preferencesUrl(c, subscriber), lessonUrl, ...(mailbox ? { mailbox } : {}) }
  return show(c, <Confirm site={site} state={begun.nextLesson === 1 ? 'later' : 'done'} next={next} {...links} />)
}

function readNext(c: Context<WebEnv>, visit: Visit) {
  const { sendHour: hour, timeZone, zoneAssumedAt } = visit.subscriber
  const progress = ofCourse(visit)
  const nextAt = progress && comesAt(progress, visit.progress, visit.subscriber)
  const on = nextAt && sayDay(nextAt, timeZone, c.var.app.clock.now())
  return on ? { on, hour, timeZone, assumed: zoneAssumedAt !== null } : null
}

function preferencesUrl(c: Context<WebEnv>, { id }: Subscriber) {
  return `/preferences/${c.var.app.signer.sign('preferences', [id])}`
}
