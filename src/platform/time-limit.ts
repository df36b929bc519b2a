import { admit } from './admission'
import { cutOff } from './database-errors'

/**
 * How long a caller waits (ms) for one answer of the database, and for all of them together. `inLine` says what happens
 * under load: it will `wait` for its turn to write, be `refuse`d at once when many wait (or, with `only_if_free`, when
 * anybody does), or go `ahead` of the others.
 */
export type TimeLimit = { answerMs: number; totalMs: number; inLine: 'wait' | 'refuse' | 'only_if_free' | 'ahead' }

/** For what nobody waits for: ticks, the queue. */
export const WORK: TimeLimit = { answerMs: 30_000, totalMs: Number.POSITIVE_INFINITY, inLine: 'wait' }

/** A person at a page, or a service at a webhook: after seconds it is better to say "try again". */
export const CALLER: TimeLimit = { answerMs: 7_000, totalMs: 7_000, inLine: 'refuse' }

/** For a service that will retry, and must not delay people. */
export const ONLY_IF_FREE: TimeLimit = { answerMs: 7_000, totalMs: 7_000, inLine: 'only_if_free' }

/** A health check, shorter than the timeout of a monitor. */
export const WATCH: TimeLimit = { answerMs: 2_500, totalMs: 2_500, inLine: 'ahead' }

export type Left = () => number

/**
 * One visit to the database: `left` is how long (ms) the next answer may take, and throws what `isDatabaseAway`
 * recognises when the visit is refused, from its first statement to its end; `leave` lets another caller in.
 */
export function beginVisit({ answerMs, totalMs, inLine }: TimeLimit): { left: Left; leave: () => void } {
  let startedAt: number | undefined
  let place: (() => void) | null | undefined
  return {
    left() {
      startedAt ??= performance.now()
      if (inLine === 'refuse' && place === undefined) place = admit(totalMs)
      if (place === null) throw cutOff(new Error('too many callers at the database'))
      return Math.ceil(Math.min(answerMs, Math.max(0, startedAt + totalMs - performance.now())))
    },
    leave: () => place?.(),
  }
}
