import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { wholeText } from '../src/platform/whole-text.ts'

const units = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) })

describe('text from outside', () => {
  test('whatever came, it can be written as UTF-8 and read again, is no longer than it may be, and stays so', () => {
    fc.assert(
      fc.property(units, fc.nat(40), (given, most) => {
        const whole = wholeText(given, most)
        expect(new TextDecoder().decode(new TextEncoder().encode(whole))).toBe(whole)
        expect(whole.length).toBeLessThanOrEqual(most)
        expect(whole).not.toMatch(/[\0\ufdd0-\ufdef\ufffe\uffff]/)
        expect(wholeText(whole, most)).toBe(whole)
      }),
    )
  })

  test('words that are whole stay as they are, in every script', () => {
    const words = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'))
    fc.assert(
      fc.property(words, (text) => {
        expect(wholeText(text)).toBe(text)
      }),
    )
  })

  test.each([
    ['an emoji at the cut goes as a whole', 'ab🌅', 3, 'ab'],
    ['an emoji that fits stays', 'ab🌅c', 4, 'ab🌅'],
    ['half an emoji is marked, not dropped in silence', 'a\ud83cb', 9, 'a\ufffdb'],
    ['a half at the cut is marked too', 'a\ud83c', 2, 'a\ufffd'],
    ['NUL and noncharacters go', 'a\0b\uffff\u{1fffe}c\ufdd0', 9, 'abc'],
    ['nothing stays nothing', '', 0, ''],
  ])('%s', (_, given, most, whole) => {
    expect(wholeText(given, most)).toBe(whole)
  })

  test('a cut falls between any two units but the halves of one character', () => {
    const edges = ['a', '\ud7ff', '\ud800', '\udbff', '\udc00', '\udfff', '\ue000', '\ufffd']
    for (const before of edges) {
      for (const after of edges) {
        const isOne = /^[\ud800-\udbff]$/.test(before) && /^[\udc00-\udfff]$/.test(after)
        const said = JSON.stringify(before + after)
        expect(wholeText(before + after, 1), said).toBe(isOne ? '' : before.toWellFormed())
        const both = (before + after).toWellFormed().replace(/\p{Noncharacter_Code_Point}/gu, '') // U+10FFFF is one
        expect(wholeText(before + after, 2), said).toBe(both)
      }
    }
  })
})
