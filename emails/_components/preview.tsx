/** @jsxImportSource react */
import type { ReactNode } from 'react'
import type { Gap } from '../contract'
import type { LessonSource } from './course'
import { Frame } from './frame'
import { LessonBody } from './lesson'
import { reasons } from './reasons'
import { openGaps, Setting } from './setting'

/** Sample values, so that a preview shows a finished letter. */
export const sample: Record<Gap, string> = {
  commaName: ', Anna',
  senderName: 'Maren Holt',
  postalAddress: 'Linden Yard 4, Bristol BS1 4ND, United Kingdom',
  siteUrl: '/static', // `npm run emails` puts the drawings there
  siteHost: 'mornings.example',
  signInUrl: 'https://mornings.example/admin/sign-in/sample',
  confirmUrl: 'https://mornings.example/confirm/sample',
  neverUrl: 'https://mornings.example/never/sample',
  unsubscribeUrl: 'https://mornings.example/unsubscribe/sample',
  preferencesUrl: 'https://mornings.example/preferences/sample',
  lessonUrl: 'https://mornings.example/lessons/sample',
  bookUrl: 'https://mornings.example/book/sample',
  goUrl: 'https://mornings.example/go/sample',
  bookedUrl: 'https://mornings.example/booked/sample',
  bookingPageUrl: 'https://booking.example/maren-holt',
  careUrl: 'https://mornings.example/care',
  alertTitle: 'letters are late',
  alertText: '12 letters should have left more than a quarter of an hour ago and have not.',
}

type Shown = { values: Record<Gap, string>; booked: boolean }

/** The preview of a lesson for `npm run emails`: its frame joined and every gap filled. */
export const previewLesson = (lesson: LessonSource, { of, slug }: { of: number; slug: string }) => {
  const drawing = {
    src: `/figures/${slug}/day-${lesson.day}.png`,
    alt: 'The drawing of the day',
    width: 552,
    height: 362,
  }
  const Lesson = ({ values = openGaps, booked = false }: Partial<Shown>) => (
    <Setting value={{ medium: 'mail', booked, values, drawing }}>
      <Frame subject={lesson.subject} preheader={lesson.preheader} reason={fill(reasons.lesson, values)}>
        <LessonBody lesson={lesson} of={of} />
      </Frame>
    </Setting>
  )
  Lesson.PreviewProps = { values: sample, booked: false } satisfies Shown
  return Lesson
}

/** The preview of a single letter. */
export const previewLetter = (letter: ReactNode) => {
  const Letter = ({ values = openGaps }: Partial<Shown>) => (
    <Setting value={{ medium: 'mail', booked: false, values }}>{letter}</Setting>
  )
  Letter.PreviewProps = { values: sample }
  return Letter
}

const fill = (words: string, values: Record<Gap, string>) =>
  words.replace(/%%(\w+)%%/g, (gap, name: Gap) => values[name] ?? gap)
