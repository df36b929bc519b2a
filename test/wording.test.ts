import { expect, test } from 'vitest'
import { consentWording } from '../src/subscribers/wording'

// The ledger holds these words under this version. Whoever changes one must change the other.
test('the words of consent are those of their version', () => {
  expect(consentWording("O'Neill & Søn", 7)).toEqual({
    version: '2026-11',
    words:
      "Yes, please send me the seven lessons and, after them, an occasional letter from O'Neill & Søn. I can stop at any time with one press.",
  })
})

test('a course of another length says its own number', () => {
  expect(consentWording('Maren', 2).words).toMatch(/^Yes, please send me the two lessons and, after them,/)
  expect(consentWording('Maren', 1).words).toMatch(/^Yes, please send me the lesson and, after it,/)
})
