import { consentWording } from '../../subscribers/wording'
import type { PageContext } from '../http/context'
import type { LandingProps } from './landing'

/** What the landing page says: the course, its opening, and the form with what was typed. */
export function invitation(
  { courses, site, config }: PageContext,
  signUp: Omit<LandingProps['signUp'], 'consentWording'>,
): LandingProps {
  const [course] = courses
  const lessons = course?.lessons ?? []
  const [first] = lessons
  return {
    site,
    promise: course?.promise ?? '',
    hour: config.SEND_HOUR,
    days: lessons.map(({ day, title, practice, minutes }) => ({ day, title, practice, minutes })),
    excerpt: { day: 1, title: first?.title ?? '', html: first?.opening ?? '' },
    signUp: { ...signUp, consentWording: consentWording(config.FROM_NAME).words },
  }
}
