import type { CourseSource } from '../_components/course'
import { day1 } from './day-1'
import { day2 } from './day-2'
import { day3 } from './day-3'
import { day4 } from './day-4'
import { day5 } from './day-5'
import { day6 } from './day-6'
import { day7 } from './day-7'

export const sevenMornings: CourseSource = {
  number: 1,
  slug: 'seven-mornings',
  title: 'Seven Mornings',
  yours: 'your seven mornings',
  promise: 'Seven days, about five minutes a day, and your face begins to feel different from above.',
  drawings: 'emails/figures',
  lessons: [day1, day2, day3, day4, day5, day6, day7],
}
