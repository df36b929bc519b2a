// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text
import { type Guard, guard, journeys } from './guard.ts'

const advance = 'src/features/courses/advance.ts'

/** A lesson a morning, at her own hour. */
export const courses: Guard[] = [
  guard('a weekend is free', advance, ' and not c.weekend)', ')', journeys('leaving', 'slept on Friday')),
  guard(
    'a lesson is late for a day',
    advance,
    'export const LATE_LESSON_MS = 86_400_000',
    'export const LATE_LESSON_MS = 3 * 86_400_000',
    journeys('seven-mornings', 'three days: one lesson'),
  ),
  guard(
    'an hour later is still that hour',
    'src/features/courses/calendar.ts',
    'THIS_HOUR_MS = 3_600_000',
    'THIS_HOUR_MS = 1_800_000',
    journeys('seven-mornings', 'woke within her hour'),
  ),
  guard(
    'a lesson that waits is not overtaken',
    advance,
    "d.status in ('queued', 'claimed') or ",
    '',
    journeys('delivery-in-trouble', 'nothing until the first'),
  ),
  guard(
    'whoever left stands still',
    advance,
    'iif(${mayWriteTo}, c.next, null)',
    'c.next',
    journeys('what-is-stored', 'is due no more'),
  ),
  guard(
    'the page adds no six hours',
    'src/features/courses/progress.ts',
    'nextMorning(lastLessonAt, hours, 0)',
    'nextMorning(lastLessonAt, hours)',
    journeys('what-pages-promise', 'evening before'),
  ),
  guard(
    'a day that had its lesson waits for the next',
    'src/features/courses/progress.ts',
    'return Math.max(nextAt, nextMorning(lastLessonAt, hours, 0))',
    'return nextAt',
    journeys('leaving', 'service was late: that day'),
  ),
  guard(
    'only lessons that left are counted',
    'src/features/courses/progress.ts',
    ' and d.sent_at is not null)`',
    ')`',
    journeys('what-pages-promise', 'waits for the provider'),
  ),
  guard(
    'a lesson that was taken back comes again',
    'src/features/courses/reschedule.ts',
    "('queued', 'claimed', 'cancelled')",
    "('queued', 'claimed')",
    journeys('provider-events', 'the third comes late'),
  ),
  guard(
    'a pause puts the next lesson off',
    'src/features/courses/reschedule.ts',
    'Math.max(now, pausedUntil ?? 0)',
    'now',
    journeys('leaving', 'for a week'),
  ),
  guard(
    'no second lesson on the day of the last',
    'src/features/courses/reschedule.ts',
    'lastLessonAt === null ? soonest : Math.max(soonest, nextMorning(lastLessonAt, hours))',
    'soonest',
    journeys('leaving', 'not an hour after the last'),
  ),
  guard(
    'a lapsed lesson respects a pause',
    'src/features/courses/retime.ts',
    'Math.max(now, pausedUntil)',
    'now',
    journeys('second-thoughts', 'has lapsed since'),
  ),
  guard(
    'whoever booked is not called to book',
    'src/features/courses/letter.ts',
    'booked ? lesson.booked : lesson.open',
    'lesson.open',
    journeys('booking', 'is quiet on days'),
  ),
  guard(
    'one course once',
    'src/features/courses/enrol.ts',
    'on conflict (subscriber_id, course) do nothing',
    'on conflict (subscriber_id, course) do update set next_lesson = 2',
    journeys('signing-up', 'brings back a reader'),
  ),
]
