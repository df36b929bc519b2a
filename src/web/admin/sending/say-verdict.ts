import { judge, type Trial } from '../../../features/broadcasts/judge-test'
import type { Subject } from '../../../features/broadcasts/schema'

/** What a test of two subjects has found so far, or was decided by. */
export type TestFound = { subject: string; winner: Subject | null; decideAt: number | null; trial: Trial }

/** What a test was decided by, as far as it can be said. */
export function sayVerdict({ subject, winner, trial }: TestFound, first: string): string {
  const name = winner === 'b' ? subject : first
  switch (judge(trial).because) {
    case 'clicked_more':
      return `More people clicked with the subject “${name}”. Chance alone would make such a difference in fewer than one of twenty comparisons, so all others got this one.`
    case 'chance':
      return `There is no difference between the two subjects that could not be chance, so all others got the first, “${name}”.`
    case 'too_few':
      return `Too few people clicked to say which subject is better, so all others got the first, “${name}”.`
  }
}
