import { type SQL, sql } from 'drizzle-orm'
import type { Body, Course } from '#letters'
import type { LetterKind, Row } from '../../mail/outbox/freeze'
import { fillFrame, type Template } from '../../platform/template'
import { mayWriteTo } from '../../subscribers/active'
import { addressBatch } from '../../subscribers/address-book'
import { LESSONS } from './advance'
import { findCourse } from './find-course'

/** The templates of the courses: the frame all lessons share, why they come, and the courses themselves. */
export type Library = { frame: { html: string; text: string }; reasons: { lesson: string }; courses: readonly Course[] }

type LessonRow = Row & { booked: number }

/**
 * Writes lessons; `hasBooked` is a condition over a subscriber `s`, and a reader who has booked is not asked to book.
 */
export function lessonLetters(library: Library, hasBooked: SQL): LetterKind {
  const frameOnce = remember((body: Body) => frameBody(library, body))
  return {
    source: LESSONS,
    readKey(key) {
      const [, enrolment, day] = /^enrolment\/(\d+)\/lesson\/(\d+)$/.exec(key) ?? []
      return enrolment ? { sourceId: Number(enrolment), part: Number(day) } : null
    },
    mayLeave: () => sql`exists (select 1 from subscribers s where s.id = d.subscriber_id and ${mayWriteTo})`,
    rows: (batchId) => addressBatch(batchId, { booked: hasBooked }),
    write(row) {
      const { dedupeKey, template, recipientId, firstName, booked } = row as LessonRow
      const [course = '', day] = template.split('/')
      const enrolment = Number(dedupeKey.split('/')[1])
      const lesson = findLesson(library.courses, course, Number(day))
      if (!lesson) return null
      return {
        template: frameOnce(booked ? lesson.booked : lesson.open),
        gaps: { commaName: firstName ? `, ${firstName}` : '' },
        links: lessonLinks(recipientId, enrolment, lesson.day),
      }
    },
  }
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

function frameBody({ frame, reasons }: Library, { subject, preheader, html, text }: Body): Template {
  return fillFrame(frame, { subject, preheader, html, text, reason: reasons.lesson })
}

function remember<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const made = new WeakMap<K, V>()
  return (key) => {
    const value = made.get(key) ?? make(key)
    made.set(key, value)
    return value
  }
}
