/** @jsxImportSource react */
import type { CourseSource, LessonSource } from '../_components/course'
import { LessonBody } from '../_components/lesson'
import type { Drawing } from '../_components/setting'
import type { Body, Frame, Lesson } from '../contract'
import { readDrawing } from './drawing'
import { gapsIn, lessonPage, letterOf } from './gaps'
import type { Plate } from './picture'
import { renderMail, renderText, renderWeb } from './render'
import { keepBodyRules, keepLessonRules } from './rules'

type Given = { source: CourseSource; lesson: LessonSource; frame: Frame; root: string }

/** One lesson in both variants, and its drawing ready to be rendered. */
export const compileLesson = async ({
  source,
  lesson,
  frame,
  root,
}: Given): Promise<{ lesson: Lesson; plate: Plate }> => {
  const { day, title, minutes } = lesson
  const file = `${source.slug}/day-${source.lessons.indexOf(lesson) + 1}.tsx`
  keepLessonRules(file, source, lesson)
  const { svg, inline, alt, width, height } = await readDrawing(`${root}/${source.drawings}/day-${day}.svg`)
  const src = `/figures/${source.slug}/day-${day}.png`
  const drawing = { src, alt, width, height, svg: inline }
  const opening = await renderWeb(lesson.opening)
  if (gapsIn(file, [opening], lessonPage).length > 0)
    throw new Error(`${file}: the opening is quoted on a page and may hold no gap`)
  return {
    lesson: {
      day,
      title,
      minutes,
      practice: lesson.practice.name,
      figure: { path: src, alt, width, height },
      opening,
      open: await compileBody({ file, source, lesson, frame, drawing, booked: false }),
      booked: await compileBody({ file, source, lesson, frame, drawing, booked: true }),
    },
    plate: { path: src, svg, width },
  }
}

type Variant = Omit<Given, 'root'> & { file: string; drawing: Drawing; booked: boolean }

const compileBody = async ({ file, source, lesson, frame, drawing, booked }: Variant): Promise<Body> => {
  const { subject, preheader, opening, idea } = lesson
  const node = <LessonBody lesson={lesson} of={source.lessons.length} />
  const body = {
    subject,
    preheader,
    html: await renderMail(node, { booked, drawing }),
    text: await renderText(node, { booked, drawing }),
    web: await renderWeb(node, { booked, drawing }),
  }
  const { web, ...mail } = body
  const gaps = gapsIn(file, Object.values(mail), letterOf('lesson'))
  gapsIn(file, [web], lessonPage)
  const ideaText = await renderText([opening, idea], { booked })
  keepBodyRules(file, body, { ideaText, frame })
  return { ...body, gaps }
}
