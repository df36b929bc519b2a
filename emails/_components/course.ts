import type { ReactNode } from 'react'
import type { Practice } from './practice'

/** One lesson as it is written. The order of its parts is the course's, not the author's: see lesson.tsx. */
export type LessonSource = {
  day: number
  title: string
  subject: string // at most 50 characters
  preheader: string // 40 to 110
  minutes: number // of practice; its steps add up to exactly this
  arrival?: ReactNode // a note before the first word
  opening: ReactNode // opening and idea together: 200 to 350 words
  idea: ReactNode
  care?: boolean // says in short who should not do the practice
  practice: Practice
  known: ReactNode
  question: ReactNode
  invitation?: ReactNode // before the closing, if anything
  signOff: string
  lastWord?: string
}

/**
 * One course: a folder of lessons named day-1 to day-n, and where its drawings are (day-1.svg to day-n.svg, seen from
 * the root of the repository).
 */
export type CourseSource = {
  number: number // its own for ever: links that are out in the world name the course by it
  slug: string // its own for ever too: what is stored of a reader names the course by it
  title: string
  yours: string // as in "Please confirm your seven mornings"
  promise: string
  drawings: string
  lessons: readonly LessonSource[]
}
