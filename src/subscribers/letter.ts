import { sql } from 'drizzle-orm'
import type { Course, Letter as Words } from '#letters'
import type { LetterKind, Row } from '../mail/outbox/freeze'
import { isSuppressed } from './active'
import { addressBatch } from './address-book'
import { addressKey, hashAddress } from './address-hash'
import { ANSWERS } from './subscribe'

type SignUpRow = Row & { addressKey: string }

/** Finds the course of a confirmation by its slug; without one, as of a confirmation from before there was a choice. */
type FindCourse = (slug: string | undefined) => Pick<Course, 'number' | 'confirm'> | undefined

/** Writes the letters that answer a sign-up: please confirm, or you are reading already. Neither repeats what was typed. */
export function signUpLetters(letters: { alreadyReading: Words }, findCourse: FindCourse): LetterKind {
  return {
    source: ANSWERS,
    readKey: (key) => (/^confirmation\//.test(key) ? { sourceId: null, part: null } : null),
    mayLeave: () => sql`exists (select 1 from subscribers s where s.id = d.subscriber_id and not ${isSuppressed})`,
    rows: (batchId) => addressBatch(batchId, { addressKey }),
    write(row) {
      const { template, recipientId, createdAt, email, firstName, addressKey } = row as SignUpRow
      const [name, slug] = template.split('/')
      const course = name === 'confirm' ? findCourse(slug) : undefined
      const content = name === 'confirm' ? course?.confirm : letters.alreadyReading
      if (!content) return null
      return {
        template: content,
        gaps: { commaName: firstName ? `, ${firstName}` : '' },
        links: {
          confirmUrl: ['confirm', recipientId, createdAt, ...(course ? [course.number] : [])],
          preferencesUrl: ['preferences', recipientId],
          neverUrl: ['never', recipientId, ...hashAddress(addressKey, email)],
        },
      }
    },
  }
}
