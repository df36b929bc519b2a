import { Hono } from 'hono'
import { countClick, isBooked, markBooked } from '../../features/bookings/booked'
import { bookingPage } from '../../features/bookings/booking-page'
import { findLesson } from '../../features/courses/letter'
import { findEnrolment } from '../../features/courses/progress'
import { cutTemplate } from '../../platform/template'
import { findSubscriber } from '../../subscribers/find'
import { keepPrivate, show } from '../http/answer'
import type { WebEnv } from '../http/context'
import { Booked } from './booked'
import { Lesson } from './lesson'
import { preferencesRoutes } from './preferences-routes'
import { linkBroken, pathOf, readerOf } from './reader-of'
import { leaving } from './unsubscribe-routes'

/** The door for readers: their own pages, each behind a signed link. */
export const reader = new Hono<WebEnv>()

reader.route('/', preferencesRoutes)
reader.route('/', leaving)

reader.get('/lessons/:token', async (c) => {
  keepPrivate(c)
  const { db, signer, courses, site, config } = c.var.app
  const [enrolmentId, day] = signer.read('lessons', c.req.param('token')) ?? []
  const enrolment = enrolmentId === undefined ? null : await findEnrolment(db, enrolmentId)
  const subscriber = enrolment && (await findSubscriber(db, enrolment.subscriberId))
  const lesson = enrolment && findLesson(courses, enrolment.course, day ?? 0)
  if (!enrolment || !subscriber || !lesson || enrolmentId === undefined) throw linkBroken()
  const { web } = (await isBooked(db, subscriber.id)) ? lesson.booked : lesson.open
  // No link of hers: the page may be shared, and whoever reads it with her must not pause, leave or book in her name.
  const gaps = {
    bookingPageUrl: config.BOOKING_URL,
    siteUrl: '',
    siteHost: new URL(config.PUBLIC_URL).host,
    careUrl: '/care',
    postalAddress: config.POSTAL_ADDRESS,
  }
  const commaName = subscriber.firstName ? `, ${subscriber.firstName}` : ''
  const filled = cutTemplate({ subject: '', text: '', html: web })({ ...gaps, commaName, senderName: config.FROM_NAME })
  const of = courses.find(({ slug }) => slug === enrolment.course)?.lessons.length ?? lesson.day
  return show(c, <Lesson site={site} {...lesson} of={of} web={filled.html} />)
})

// Counts the press and changes nothing else; a program that only looks (HEAD) is not counted.
reader.get('/book/:token', async (c) => {
  keepPrivate(c)
  const { db, clock, config, signer } = c.var.app
  const { id, email, firstName } = await readerOf(c, 'book')
  if (c.req.raw.method === 'GET') await countClick(db, id, clock.now())
  return c.redirect(bookingPage(config, { email, firstName, token: signer.sign('booking', [id]) }), 302)
})

reader.get('/booked/:token', async (c) => {
  keepPrivate(c)
  const { id } = await readerOf(c, 'booked')
  if (await isBooked(c.var.app.db, id)) return show(c, <Booked site={c.var.app.site} state="done" />)
  return show(c, <Booked site={c.var.app.site} state="ask" action={c.req.path} bookUrl={pathOf(c, 'book', id)} />)
})

reader.post('/booked/:token', async (c) => {
  keepPrivate(c)
  const { id } = await readerOf(c, 'booked')
  await markBooked(c.var.app.db, id, 'reader', c.var.app.clock.now())
  return show(c, <Booked site={c.var.app.site} state="done" />)
})
