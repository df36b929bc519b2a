/** @jsxImportSource react */
import { AlreadyReading, alreadyReadingWords } from '../already-reading'
import { Confirm, confirmWords } from '../confirm'
import type { Course, Frame, Letter } from '../contract'
import type { CourseSource } from '../_components/course'
import { reasons } from '../_components/reasons'
import { compileLesson } from './compile-lesson'
import { compileFrame } from './compile-frame'
import { gapsIn } from './gaps'
import type { Picture } from './picture'
import { renderMail, renderText } from './render'
import { keepLetterRules } from './rules'

export type Compiled = {
  frame: Frame
  reasons: { lesson: string; broadcast: string }
  courses: Course[]
  letters: { confirm: Letter; alreadyReading: Letter }
}

/**
 * Turns the sources into letters with gaps, and the drawings into pictures; `root` is the folder that the courses' drawings
 * are seen from. Throws a sentence that names the file and the rule when a lesson breaks one.
 */
export const compile = async (sources: readonly CourseSource[], { root }: { root: string }) => {
  const [first] = sources
  if (!first) throw new Error('emails/courses.ts: there must be at least one course')
  const frame = await compileFrame()
  const courses: Course[] = []
  const pictures: Picture[] = []
  for (const source of sources) {
    const compiled = await Promise.all(source.lessons.map((lesson) => compileLesson({ source, lesson, frame, root })))
    courses.push({
      slug: source.slug,
      title: source.title,
      promise: source.promise,
      lessons: compiled.map(({ lesson }) => lesson),
    })
    pictures.push(...compiled.map(({ picture }) => picture))
  }
  const letters = {
    confirm: await compileLetter('emails/confirm.tsx', confirmWords(first), <Confirm course={first} />),
    alreadyReading: await compileLetter('emails/already-reading.tsx', alreadyReadingWords, <AlreadyReading />),
  }
  const compiled: Compiled = { frame, reasons: { ...reasons }, courses, letters }
  return { compiled, pictures }
}

const compileLetter = async (
  file: string,
  words: { subject: string; preheader: string },
  node: React.ReactElement,
): Promise<Letter> => {
  const part = { ...words, html: await renderMail(node), text: await renderText(node) }
  keepLetterRules(file, part)
  return { ...part, gaps: gapsIn(file, Object.values(part)) }
}
