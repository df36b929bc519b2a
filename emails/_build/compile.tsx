/** @jsxImportSource react */

import type { CourseSource } from '../_components/course'
import { reasons } from '../_components/reasons'
import { Alert, alertWords } from '../alert'
import { AlreadyReading, alreadyReadingWords } from '../already-reading'
import { Confirm, confirmWords } from '../confirm'
import type { Blocks, CompiledTemplate, Course, Frame, KindName } from '../contract'
import { Invitation, invitationWords } from '../invitation'
import { SignIn, signInWords } from '../sign-in'
import { compileBlocks } from './compile-blocks'
import { compileFrame } from './compile-frame'
import { compileLesson } from './compile-lesson'
import { gapsIn, letterOf } from './gaps'
import type { Plate } from './picture'
import { renderMail, renderText } from './render'
import { keepCourseRules, keepLetterRules } from './rules'

type SingleLetters = Record<'alreadyReading' | 'alert' | 'signIn' | 'invitation', CompiledTemplate>

export type Compiled = {
  frame: Frame
  reasons: { lesson: string; broadcast: string }
  blocks: Blocks
  courses: Course[]
  letters: SingleLetters
}

/**
 * Compiles the sources into templates, and says which pictures are to be rendered; `root` is the folder to which the
 * paths of the courses' drawings are relative. Throws a sentence that names the file and the rule when a lesson breaks
 * one.
 */
export const compile = async (sources: readonly CourseSource[], { root }: { root: string }) => {
  keepCourseRules(sources)
  const frame = await compileFrame()
  const courses: Course[] = []
  const plates: Plate[] = []
  for (const source of sources) {
    const compiled = await Promise.all(source.lessons.map((lesson) => compileLesson({ source, lesson, frame, root })))
    courses.push({
      number: source.number,
      slug: source.slug,
      title: source.title,
      promise: source.promise,
      confirm: await compileLetter('confirm', 'emails/confirm.tsx', confirmWords(source), <Confirm course={source} />),
      lessons: compiled.map(({ lesson }) => lesson),
    })
    plates.push(...compiled.map(({ plate }) => plate))
  }
  const letters = {
    alreadyReading: await compileLetter(
      'confirm',
      'emails/already-reading.tsx',
      alreadyReadingWords,
      <AlreadyReading />,
    ),
    alert: await compileLetter('digest', 'emails/alert.tsx', alertWords, <Alert />),
    signIn: await compileLetter('signin', 'emails/sign-in.tsx', signInWords, <SignIn />),
    invitation: await compileLetter('signin', 'emails/invitation.tsx', invitationWords, <Invitation />),
  }
  const compiled: Compiled = { frame, reasons: { ...reasons }, blocks: await compileBlocks(), courses, letters }
  return { compiled, plates }
}

const compileLetter = async (
  kind: KindName,
  file: string,
  words: { subject: string; preheader: string },
  node: React.ReactElement,
): Promise<CompiledTemplate> => {
  const part = { ...words, html: await renderMail(node), text: await renderText(node) }
  keepLetterRules(file, part)
  return { ...part, gaps: gapsIn(file, Object.values(part), letterOf(kind)) }
}
