import type { Course } from '#letters'
import { consentWording } from '../../subscribers/wording'
import type { PageContext } from '../http/context'
import type { LandingProps } from './landing'

/** What the page of a course says: the course, its opening, and the form with what was typed. */
export function invitation(
  { site, config }: PageContext,
  { slug, title, promise, lessons }: Course,
  signUp: Omit<LandingProps['signUp'], 'consentWording' | 'course'>,
): LandingProps {
  const [first] = lessons
  return {
    site,
    title,
    promise,
    hour: config.SEND_HOUR,
    days: lessons.map(({ day, title, practice, minutes }) => ({ day, title, practice, minutes })),
    excerpt: { day: 1, title: first?.title ?? '', html: first?.opening ?? '' },
    signUp: { ...signUp, course: slug, consentWording: consentWording(config.FROM_NAME, lessons.length).words },
  }
}
