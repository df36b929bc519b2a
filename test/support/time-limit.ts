import { onTestFinished } from 'vitest'
import type { TimeLimit } from '../../src/platform/time-limit.ts'

/** Lets a kind of caller wait so many milliseconds until the test ends, one answer or all of them together. */
export function waitAtMost(limit: TimeLimit, ms: number): void {
  const before = { ...limit }
  Object.assign(limit, { answerMs: ms, totalMs: ms })
  onTestFinished(() => void Object.assign(limit, before))
}
