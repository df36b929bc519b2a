import fc from 'fast-check'
import { expect, test } from 'vitest'
import { slugOf } from '../src/features/broadcasts/slug'

test.each([
  ['A quiet Sunday%%commaName%%', 'a-quiet-sunday'],
  ['Für Anna & Zoë: ½ price — Straße, smørrebrød!', 'fur-anna-zoe-1-2-price-strasse-smorrebrod'],
  ['Maren’s notes', 'maren-s-notes'],
  ['日本語', 'letter'],
  ['!!!', 'letter'],
])('the slug of %j is %s', (subject, slug) => {
  expect(slugOf(subject)).toBe(slug)
})

test('the slug of any subject is short, and says itself in an address', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (subject) => {
      expect(slugOf(subject)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      expect(slugOf(subject).length).toBeLessThanOrEqual(60)
    }),
  )
})
