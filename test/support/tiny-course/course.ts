import type { CourseSource } from '../../../emails/_components/course'
import { day1 } from './day-1'
import { day2 } from './day-2'

/** A second course, as small as the rules allow, to show that one folder and one line are enough. */
export const twoEvenings: CourseSource = {
  number: 2,
  slug: 'two-evenings',
  title: 'Two Evenings',
  yours: 'your two evenings',
  promise: 'Two evenings, three minutes each, for feet that have carried you all day.',
  drawings: 'test/support/tiny-course/figures',
  lessons: [day1, day2],
}
