import { admit } from './admission'
import { cutOff } from './database-errors'

/**
 * How long a caller waits (ms) for one answer of the database, and for all of them together; and what becomes of it when
 * very many others are there: it will `wait` for its turn to write, be `refuse`d at once, or go `ahead` of them all.
 */
export type TimeLimit = { answerMs: number; totalMs: number; inLine: 'wait' | 'refuse' | 'ahead' }

/** What runs without anybody waiting for it: ticks, the queue. */
export const WORK: TimeLimit = { answerMs: 30_000, totalMs: Number.POSITIVE_INFINITY, inLine: 'wait' }

/** A person at a page, or a service at a webhook: after seconds it is better to say "try again". */
export const CALLER: TimeLimit = { answerMs: 7_000, totalMs: 7_000, inLine: 'refuse' }

/** Whoever watches the house, sooner than a monitor gives up. */
export const WATCH: TimeLimit = { answerMs: 2_500, totalMs: 2_500, inLine: 'ahead' }

export type Left = () => number

/**
 * One visit to the database: `left` is how long (ms) the next answer may take, and throws what `isDatabaseAway` knows when
 * the visit is refused, from its first question to its end; `leave` makes room for another.
 */
export function beginVisit({ answerMs, totalMs, inLine }: TimeLimit): { left: Left; leave: () => void } {
  let startedAt: number | undefined
  let place: (() => void) | null | undefined
  return {
    left() {
      startedAt ??= performance.now()
      if (inLine === 'refuse' && place === undefined) place = admit(totalMs)
      if (place === null) throw cutOff(new Error('more ask than the database can answer'))
      return Math.ceil(Math.min(answerMs, Math.max(0, startedAt + totalMs - performance.now())))
    },
    leave: () => place?.(),
  }
}
