import { type SQL, sql } from 'drizzle-orm'
import type { Body, Course, Lesson, letterKinds } from '#letters'
import { ofList } from '../../mail/outbox/headers'
import { defineLetterKind } from '../../mail/outbox/letter-kind'
import { hashOf } from '../../mail/outbox/template-content'
import { bool, int, text } from '../../platform/columns'
import { memoise } from '../../platform/memoise'
import { fillFrame } from '../../platform/template'
import { mayWriteTo } from '../../subscribers/active'
import { commaName } from '../../subscribers/greeting'
import { toSubscriber } from '../../subscribers/recipient'
import { LESSONS } from './advance'
import { findCourse } from './find-course'

/** The templates of the courses: the frame all lessons share, why they come, and the courses themselves. */
export type Library = { frame: { html: string; text: string }; reasons: { lesson: string }; courses: readonly Course[] }

const fills: (typeof letterKinds)['lesson'] = {
  gaps: ['commaName'],
  links: ['unsubscribeUrl', 'preferencesUrl', 'lessonUrl', 'bookUrl', 'bookedUrl'],
}

/**
 * The letters of lessons; `hasBooked` is a condition over a subscriber `s`, and a reader who has booked is not asked to
 * book.
 */
export function lessonLetters({ frame, reasons, courses }: Library, hasBooked: SQL) {
  const inFrame = memoise(({ subject, preheader, html, text }: Body) =>
    fillFrame(frame, { subject, preheader, html, text, reason: reasons.lesson }),
  )
  const lessons = new Map<string, Lesson>(
    courses.flatMap(({ slug, lessons }) => lessons.map((lesson) => [`${slug}/${lesson.day}`, lesson] as const)),
  )
  return defineLetterKind({
    source: LESSONS,
    ...fills,
    headers: ofList,
    mayLeave: () => sql`exists (select 1 from subscribers s where s.id = d.subscriber_id and ${mayWriteTo})`,
    ...toSubscriber,
    columns: {
      subscriberId: int`s.id`,
      firstName: text`s.first_name`,
      enrolmentId: int`d.source_id`,
      day: int`d.part`,
      booked: bool`${hasBooked}`,
    },
    compose({ template, subscriberId, firstName, enrolmentId, day, booked }) {
      const lesson = lessons.get(template)
      return lesson
        ? {
            template: inFrame(booked ? lesson.booked : lesson.open),
            gaps: { commaName: commaName(firstName) },
            links: lessonLinks(subscriberId, enrolmentId, day),
          }
        : null
    },
    hashesOf(name) {
      const lesson = lessons.get(name)
      return lesson ? [lesson.open, lesson.booked].map((body) => hashOf(inFrame(body))) : []
    },
    readKey(key) {
      const [, enrolment, day] = /^enrolment\/(\d+)\/lesson\/(\d+)$/.exec(key) ?? []
      return enrolment ? { sourceId: Number(enrolment), part: Number(day) } : null
    },
  })
}

/** The links a lesson may hold. */
export function lessonLinks(subscriberId: number, enrolmentId: number, day: number) {
  return {
    unsubscribeUrl: ['unsubscribe', subscriberId],
    preferencesUrl: ['preferences', subscriberId],
    lessonUrl: ['lessons', enrolmentId, day],
    bookUrl: ['book', subscriberId],
    bookedUrl: ['booked', subscriberId],
  } as const
}

/** A course's lesson by its day, or undefined. */
export function findLesson(courses: readonly Course[], slug: string, day: number) {
  return findCourse(courses, slug)?.lessons.find((lesson) => lesson.day === day)
}
