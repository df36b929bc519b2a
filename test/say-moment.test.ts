import { expect, test } from 'vitest'
import { sayMoment } from '../src/web/admin/ui/say-moment'

const now = Date.parse('2026-03-29T06:30:00Z') // 8:30 in Vienna, on the morning the clocks went forward

test.each([
  ['2026-03-29T06:29:30Z', 'just now'],
  ['2026-03-29T00:05:00Z', 'today at 1:05'],
  ['2026-03-29T06:31:00Z', 'today at 8:31'],
  ['2026-03-28T23:30:00Z', 'today at 0:30'],
  ['2026-03-28T22:30:00Z', 'yesterday at 23:30'],
  ['2026-03-30T05:00:00Z', 'tomorrow at 7:00'],
  ['2026-03-12T08:05:00Z', '12 March at 9:05'],
  ['2025-12-31T23:30:00Z', '1 January at 0:30'],
  ['2025-12-31T10:00:00Z', '31 December 2025 at 11:00'],
])('%s is %s', (moment, words) => {
  expect(sayMoment(Date.parse(moment), 'Europe/Vienna', now)).toBe(words)
})
