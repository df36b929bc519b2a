import type { Course } from '#letters'
import { problem } from '../../platform/errors'

/** Links from before courses had numbers are all for this one: there was no other. */
const BEFORE_NUMBERS = 1

/** The course of the landing page, and of a form that names none. Only here a course is known by its position. */
export function firstCourse(courses: readonly Course[]): Course {
  const [first] = courses
  if (!first) throw problem('bad_settings', 'There is no course.')
  return first
}

/** The course that a form names, or the first when it names none that there is. */
export function courseOfForm(courses: readonly Course[], slug: string): Course {
  return findCourse(courses, slug) ?? firstCourse(courses)
}

/** The course that a link names by its number, or undefined when there is none of that number any more. */
export function courseOfLink(courses: readonly Course[], number = BEFORE_NUMBERS): Course | undefined {
  return courses.find((course) => course.number === number)
}

/** A course by its slug, or undefined. */
export function findCourse(courses: readonly Course[], slug: string): Course | undefined {
  return courses.find((course) => course.slug === slug)
}
