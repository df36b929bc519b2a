import fc from 'fast-check'
import type { InjectedFault } from '../../scripts/resend-emulator/protocol.ts'
import { MODES } from './stop.ts'

/** One step of a schedule: somebody begins something, or one of those who wait at a point goes on, or is stopped there. */
export type Step =
  | { step: 'tick' }
  | { step: 'deliver'; which: number; again: boolean }
  | { step: 'go'; which: number; times: number }
  | { step: 'stop'; which: number; how: (typeof MODES)[number] }
  | { step: 'late' }
  | { step: 'wait'; minutes: number }
  | { step: 'leave' | 'bounce'; who: number }
  | { step: 'announce' | 'pause' | 'resume' }
  | { step: 'trouble'; order: InjectedFault }
  | { step: 'restart' }

const number = fc.nat({ max: 11 })

const troubles = [
  '500',
  '503',
  '502-page',
  '429',
  'daily-quota',
  'unverified-domain',
  '409-in-flight',
  '409-accepted-before',
  'reset',
  'reset-after-acceptance',
  '500-after-acceptance',
] as const

const order = fc.record({ do: fc.constantFrom(...troubles), next: fc.integer({ min: 1, max: 3 }) })

/** Any schedule of so many steps; with `restarts` the database server itself is killed and started in between. */
export const anySchedule = (restarts = false) =>
  fc.array(
    fc.oneof(
      {
        weight: 10,
        arbitrary: fc.record({
          step: fc.constant('go' as const),
          which: number,
          times: fc.integer({ min: 1, max: 9 }),
        }),
      },
      { weight: 4, arbitrary: fc.record({ step: fc.constant('tick' as const) }) },
      {
        weight: 5,
        arbitrary: fc.record({ step: fc.constant('deliver' as const), which: number, again: fc.boolean() }),
      },
      {
        weight: 4,
        arbitrary: fc.record({ step: fc.constant('stop' as const), which: number, how: fc.constantFrom(...MODES) }),
      },
      {
        weight: 4,
        arbitrary: fc.record({
          step: fc.constant('wait' as const),
          minutes: fc.constantFrom(1, 2, 3, 10, 61, 240, 1440, 1500, 4500),
        }),
      },
      { weight: 2, arbitrary: fc.record({ step: fc.constant('trouble' as const), order }) },
      { weight: 1, arbitrary: fc.record({ step: fc.constantFrom('leave' as const, 'bounce' as const), who: number }) },
      {
        weight: 2,
        arbitrary: fc.record({ step: fc.constantFrom('announce' as const, 'pause' as const, 'resume' as const) }),
      },
      { weight: 1, arbitrary: fc.record({ step: fc.constant('late' as const) }) },
      ...(restarts ? [{ weight: 2, arbitrary: fc.record({ step: fc.constant('restart' as const) }) }] : []),
    ),
    { minLength: 20, maxLength: 90, size: 'max' },
  )
