import {
  DECIDE_HOURS,
  DEFAULT_DECIDE_HOURS,
  DEFAULT_SHARE,
  eachSide,
  isLargeEnough,
  SHARES,
  type SubjectTest,
} from '../../../features/broadcasts/subject-test'
import { MIN_EACH_SIDE } from '../../../features/broadcasts/test-size'
import { sayCount } from '../ui/say-count'
import { sayReaders } from './say-readers'

/** What the form says of a second subject. */
export type TestForm = Partial<Record<'subjectB' | 'share' | 'decideHours', string | undefined>>

const HOUR_MS = 3_600_000
const MAX_SUBJECT = 200

/** The test of two subjects that a form asks for, none, or why it cannot be. */
export function readSubjectTest(
  { subjectB = '', share = '', decideHours = '' }: TestForm,
  { subject, readers, isLocal }: { subject: string; readers: number; isLocal: boolean },
): SubjectTest | null | { sentence: string } {
  const other = subjectB.replace(/\s+/g, ' ').trim()
  if (other === '') return null
  const of = SHARES.find((one) => String(one) === share) ?? DEFAULT_SHARE
  const hours = DECIDE_HOURS.find((one) => String(one) === decideHours) ?? DEFAULT_DECIDE_HOURS
  if (other.length > MAX_SUBJECT)
    return { sentence: `This subject is too long. At most ${MAX_SUBJECT} characters fit.` }
  if (other === subject.trim())
    return { sentence: 'Both subjects are the same. Please write another one, or leave this empty.' }
  if (isLocal)
    return {
      sentence:
        'Two subjects can only be compared when they arrive at the same moment, so not at each reader’s own hour.',
    }
  if (!isLargeEnough(readers, of)) return { sentence: whyTooFew(readers, of) }
  return { subject: other, share: of, decideAfterMs: hours * HOUR_MS }
}

function whyTooFew(readers: number, share: number): string {
  const larger = SHARES.find((one) => isLargeEnough(readers, one))
  const way = larger ? ` With ${larger} in a hundred it would be possible.` : ''
  return `A comparison needs at least ${sayCount(MIN_EACH_SIDE)} readers for each subject. Of ${sayReaders(readers)}, ${share} in a hundred are ${sayCount(eachSide(readers, share))} for each; with so few, a difference is almost always chance.${way}`
}
