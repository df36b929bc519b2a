import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judge, type Trial } from '../src/features/broadcasts/judge-test'

const trial = (a: [number, number], b: [number, number]): Trial => ({
  a: { sent: a[0], clicked: a[1] },
  b: { sent: b[0], clicked: b[1] },
})

describe('a test of two subjects', () => {
  test.each([
    ['far more people clicked in B', trial([500, 20], [500, 50]), { winner: 'b', because: 'clicked_more' }],
    ['far more people clicked in A', trial([500, 50], [500, 20]), { winner: 'a', because: 'clicked_more' }],
    ['a difference just beyond chance', trial([500, 40], [500, 59]), { winner: 'b', because: 'clicked_more' }],
    ['a difference just within chance', trial([500, 40], [500, 57]), { winner: 'a', because: 'chance' }],
    ['the same number', trial([500, 40], [500, 40]), { winner: 'a', because: 'chance' }],
    ['a handful of clicks', trial([500, 0], [500, 9]), { winner: 'a', because: 'too_few' }],
    ['no click at all', trial([500, 0], [500, 0]), { winner: 'a', because: 'too_few' }],
    ['nothing left', trial([0, 0], [0, 0]), { winner: 'a', because: 'too_few' }],
    ['everybody clicked', trial([500, 500], [500, 500]), { winner: 'a', because: 'too_few' }],
  ] as const)('%s', (_, found, verdict) => {
    expect(judge(found)).toEqual(verdict)
  })

  test('never lets B go unless more of its readers clicked, and never finds one winner both ways', () => {
    const side = fc
      .integer({ min: 0, max: 2000 })
      .chain((sent) => fc.record({ sent: fc.constant(sent), clicked: fc.nat({ max: sent }) }))
    fc.assert(
      fc.property(side, side, (a, b) => {
        const one = judge({ a, b })
        const other = judge({ a: b, b: a })
        if (one.winner === 'b') expect(b.clicked * a.sent).toBeGreaterThan(a.clicked * b.sent)
        expect(one.because).toBe(other.because)
        if (one.because === 'clicked_more') expect(one.winner).not.toBe(other.winner)
      }),
      { numRuns: 500 },
    )
  })
})
