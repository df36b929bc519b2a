import { vi } from 'vitest'
import { sizes } from './sizes.ts'

// Pace is a matter of real time, and there is none here.
vi.mock('../../src/mail/providers/resend/pace', () => ({ keepPace: async () => {} }))

// So is standing in line, and a worker that is stopped in the middle would keep its place for seconds.
vi.mock('../../src/platform/write-turns', () => ({ takeTurn: async () => () => {} }))
vi.mock('../../src/platform/admission', () => ({ admit: () => () => {} }))

// And so are time limits: a request may wait at the gate of the harness for as long as its schedule wants.
vi.mock('../../src/platform/time-limit', async (original) => {
  const real = await original<typeof import('../../src/platform/time-limit')>()
  return { ...real, CALLER: real.WORK }
})

// Batches and chunks of a size that a few readers fill several times.
vi.mock('../../src/mail/provider', async (original) => ({
  ...(await original<typeof import('../../src/mail/provider')>()),
  get MAX_LETTERS() {
    return sizes.full
  },
}))
vi.mock('../../src/features/broadcasts/fan-out', async (original) => {
  const real = await original<typeof import('../../src/features/broadcasts/fan-out')>()
  const fanOut: typeof real.fanOut = (db, one, terms, planId, now, atOnce = sizes.full) =>
    real.fanOut(db, one, terms, planId, now, Math.min(atOnce, sizes.full))
  return { ...real, fanOut }
})
