import { Hono } from 'hono'
import { isBooked } from '../../features/bookings/booked'
import { findCourse } from '../../features/courses/find-course'
import { findLesson } from '../../features/courses/letter'
import { findEnrolment } from '../../features/courses/progress'
import { cutTemplate } from '../../platform/template'
import { findSubscriber } from '../../subscribers/find'
import { commaName } from '../../subscribers/greeting'
import { show } from '../http/answer'
import type { WebEnv } from '../http/context'
import { linkBroken } from '../http/link-broken'
import { Lesson } from './lesson'

/** A lesson as a page. */
export const lessonRoutes = new Hono<WebEnv>()

lessonRoutes.get('/:token', async (c) => {
  const { db, signer, courses, site, config } = c.var.app
  const [enrolmentId, day] = signer.read('lessons', c.req.param('token')) ?? []
  const enrolment = enrolmentId === undefined ? null : await findEnrolment(db, enrolmentId)
  const subscriber = enrolment && (await findSubscriber(db, enrolment.subscriberId))
  const lesson = enrolment && findLesson(courses, enrolment.course, day ?? 0)
  if (!enrolment || !subscriber || !lesson || enrolmentId === undefined) throw linkBroken()
  const { web } = (await isBooked(db, subscriber.id)) ? lesson.booked : lesson.open
  // No link of the reader: the page may be shared, and others must not pause, unsubscribe or book in the reader's name.
  const gaps = {
    bookingPageUrl: config.BOOKING_URL,
    siteUrl: '',
    siteHost: new URL(config.PUBLIC_URL).host,
    careUrl: '/care',
    postalAddress: config.POSTAL_ADDRESS,
  }
  const filled = cutTemplate({ subject: '', text: '', html: web })({
    ...gaps,
    commaName: commaName(subscriber.firstName),
    senderName: config.FROM_NAME,
  })
  const of = findCourse(courses, enrolment.course)?.lessons.length ?? lesson.day
  return show(c, <Lesson site={site} {...lesson} of={of} web={filled.html} />)
})
