import type { Context } from 'hono'
import type { Course } from '#letters'
import { courseOfLink } from '../../features/courses/find-course'
import { type Progress, readProgress } from '../../features/courses/progress'
import { CONFIRM_WITHIN_MS } from '../../subscribers/confirm'
import { findPending, type PendingSignUp } from '../../subscribers/pending'
import type { WebEnv } from '../http/context'

/** A sign-up whose link was opened, the course that it names, and the subscriber's progress on all courses. */
export type Visit = PendingSignUp & { course: Course; progress: readonly Progress[] }

/** Reads the token of a confirmation; `too-old` also when its course is no longer there. */
export async function readVisit(c: Context<WebEnv, '/:token'>): Promise<Visit | { state: 'too-old' | 'broken' }> {
  const { db, signer, clock, config, courses } = c.var.app
  const [id, issuedAt, number] = signer.read('confirm', c.req.param('token')) ?? []
  if (id === undefined || issuedAt === undefined) return { state: 'broken' }
  const [pending, progress] = await Promise.all([
    findPending(db, id, issuedAt, config.DEFAULT_TIME_ZONE),
    readProgress(db, id),
  ])
  if (!pending) return { state: 'broken' }
  const course = courseOfLink(courses, number)
  const beforeSheLeft = issuedAt < (pending.subscriber.unsubscribedAt ?? 0)
  const tooOld = beforeSheLeft || clock.now() - issuedAt > CONFIRM_WITHIN_MS || !course
  return tooOld ? { state: 'too-old' } : { ...pending, course, progress }
}

/** The progress on the course that the link names. */
export function ofCourse({ course, progress }: Pick<Visit, 'course' | 'progress'>): Progress | undefined {
  return progress.find(({ course: slug }) => slug === course.slug)
}
