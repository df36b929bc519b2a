import { sayNumber } from '../platform/say-number'

/** The wording a person agreed to, under a version that goes into the ledger; a change of it is a new version. */
export type Wording = { version: string; words: string }

/** The text at the checkbox of a course with so many lessons. */
export function consentWording(senderName: string, lessons: number): Wording {
  const [them, after] = lessons === 1 ? ['lesson', 'it'] : [`${sayNumber(lessons)} lessons`, 'them']
  return {
    version: '2026-11',
    words: `Yes, please send me the ${them} and, after ${after}, an occasional letter from ${senderName}. I can stop at any time with one press.`,
  }
}
