import type { CourseSource, LessonSource } from '../_components/course'
import type { Frame, Part } from '../contract'

/**
 * The rules of the courses together: numbers and slugs are in links and rows for years, so each names one course only.
 */
export const keepCourseRules = (courses: readonly CourseSource[]) => {
  const file = 'emails/courses.ts'
  if (courses.length === 0) breaks(file, 'there must be at least one course')
  for (const { number, slug } of courses) {
    if (!Number.isSafeInteger(number) || number < 1)
      breaks(file, `${slug} has the number ${number}, and it counts from 1`)
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug))
      breaks(file, `${slug} is no slug: small letters, digits and single hyphens`)
    if (courses.filter((course) => course.number === number).length > 1)
      breaks(file, `two courses have the number ${number}`)
    if (courses.filter((course) => course.slug === slug).length > 1) breaks(file, `two courses have the slug ${slug}`)
  }
}

/** The rules of a lesson that can be read off its source. */
export const keepLessonRules = (file: string, course: CourseSource, lesson: LessonSource) => {
  const place = course.lessons.indexOf(lesson) + 1
  if (lesson.day !== place) breaks(file, `it calls itself day ${lesson.day} and stands at place ${place} of the course`)
  keepWordsRules(file, lesson)
  const seconds = lesson.practice.steps.reduce((sum, step) => sum + step.seconds, 0)
  if (seconds !== lesson.minutes * 60)
    breaks(
      file,
      `the steps of the practice take ${seconds} seconds together, and ${lesson.minutes} minutes are promised`,
    )
}

/**
 * The rules of one variant of a lesson: the length of its idea, the size of the mail, one drawing, clean HTML for the
 * web.
 */
export const keepBodyRules = (
  file: string,
  { html, text, web }: Part & { web: string },
  { ideaText, frame }: { ideaText: string; frame: Frame },
) => {
  const words = ideaText.split(/\s+/).filter(Boolean).length
  if (words < 200 || words > 350) breaks(file, `the idea has ${words} words, and 200 to 350 is the rule`)
  keepMailRules(file, { html: frame.html + html, text })
  const drawings = html.match(/<img /g)?.length ?? 0
  if (drawings !== 1) breaks(file, `a lesson has one drawing, and this one has ${drawings}`)
  if (/\sstyle=|<style|<script/i.test(web))
    breaks(file, 'the web part has a style or script, which the content security policy forbids')
  const [link] = /%%(confirm|never|unsubscribe|preferences|lesson|book|booked)Url%%/.exec(web) ?? []
  if (link) breaks(file, `the web part holds ${link}, and a page that may be shared holds no link of its reader`)
}

/** The rules of a single letter. */
export const keepLetterRules = (file: string, letter: Part) => {
  keepWordsRules(file, letter)
  keepMailRules(file, letter)
}

const keepWordsRules = (file: string, { subject, preheader }: Pick<Part, 'subject' | 'preheader'>) => {
  if (subject.length === 0 || subject.length > 50)
    breaks(file, `the subject has ${subject.length} characters, and 1 to 50 is the rule`)
  if (preheader.length < 40 || preheader.length > 110)
    breaks(file, `the preheader has ${preheader.length} characters, and 40 to 110 is the rule`)
}

// Gmail clips a mail at about 102 KB; 80 leaves room for what the provider adds.
const keepMailRules = (file: string, { html, text }: Pick<Part, 'html' | 'text'>) => {
  const size = Buffer.byteLength(html)
  if (size > 80_000) breaks(file, `the html weighs ${Math.round(size / 1000)} KB, and 80 KB is the rule`)
  if (/<[a-z/!]/i.test(text)) breaks(file, 'the text part has HTML in it')
  for (const [, href = ''] of html.matchAll(/\shref="([^"]*)"/g)) {
    if (!/^(https:\/\/|%%\w+Url%%)/.test(href)) breaks(file, `the link "${href}" is neither https nor a gap`)
  }
}

const breaks = (file: string, rule: string): never => {
  throw new Error(`${file}: ${rule}`)
}
