import * as z from 'zod'
import type { Subject } from './schema'

/** What a test found: letters that left with each subject, and people who clicked in them. */
export type Trial = Readonly<Record<Subject, { sent: number; clicked: number }>>

/** What a trial says: one subject was clicked by more people than chance explains, or nothing can be said. */
export type Verdict = { winner: Subject; because: 'clicked_more' | 'chance' | 'too_few' }

/** A difference that chance would bring in fewer than one of twenty tests counts. */
const SIGNIFICANT_Z = 1.96

/** With fewer expected clicks on a side the test does not hold (Cochran's rule of thumb). */
const FEWEST_EXPECTED = 5

/**
 * Judges by the two-proportion z-test, pooled and two-sided at 5 % (NIST/SEMATECH e-Handbook, 7.3.3). Without a
 * difference that could not be chance, subject A goes.
 */
export function judge({ a, b }: Trial): Verdict {
  const sent = a.sent + b.sent
  const share = (a.clicked + b.clicked) / Math.max(1, sent)
  const expected = [a.sent, b.sent].flatMap((side) => [side * share, side * (1 - share)])
  if (Math.min(...expected) < FEWEST_EXPECTED) return { winner: 'a', because: 'too_few' }
  const spread = Math.sqrt(share * (1 - share) * (1 / a.sent + 1 / b.sent))
  const z = (b.clicked / b.sent - a.clicked / a.sent) / spread
  if (Math.abs(z) < SIGNIFICANT_Z) return { winner: 'a', because: 'chance' }
  return { winner: z > 0 ? 'b' : 'a', because: 'clicked_more' }
}

/** The verdict of a test as it was decided, from its stored trial; null where none is stored or can be read. */
export function verdictOf(stored: string | null): Verdict | null {
  const found = trialOf(stored)
  return found && judge(found)
}

/** A trial as it was stored with its decision; null where there is none, or none that can be read. */
export function trialOf(stored: string | null): Trial | null {
  try {
    return trial.parse(JSON.parse(stored ?? ''))
  } catch {
    return null
  }
}

const side = z.object({ sent: z.number(), clicked: z.number() })
const trial = z.object({ a: side, b: side })
