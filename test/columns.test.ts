import { describe, expect, test } from 'vitest'
import { anything, bool, type Column, int, moment, oneOf, text, UNEXPECTED } from '../src/platform/columns.ts'

const reads = (column: Column<unknown>, value: unknown) => column.read(value)

describe('a column reads what is of its kind', () => {
  test.each<[string, Column<unknown>, unknown, unknown]>([
    ['a whole number', int, 7, 7],
    ['a whole number below nothing', int, -1, -1],
    ['a moment', moment, 1_772_434_799_000, 1_772_434_799_000],
    ['text', text, 'Anna', 'Anna'],
    ['text that is empty', text, '', ''],
    ['a yes', bool, 1, true],
    ['a no', bool, 0, false],
    ['a word of a list', oneOf(['draft', 'sent']), 'sent', 'sent'],
    ['nothing, where it may be', int.orNull, null, null],
    ['a nought, where nothing may be', int.orNull, 0, 0],
    ['something, where nothing may be', text.orNull, 'Anna', 'Anna'],
    ['what it is told instead', int.orElse(0), 'many', 0],
    ['what is there, whatever it is told instead', int.orElse(0), 3, 3],
    ['anything', anything, 1.5, 1.5],
  ])('%s', (_, column, value, is) => {
    expect(reads(column, value)).toBe(is)
  })
})

describe('a column refuses what is of another kind', () => {
  test.each<[string, Column<unknown>, unknown]>([
    ['half a number', int, 1.5],
    ['a number that lost its last digits', int, 2 ** 53],
    ['digits in a text', int, '7'],
    ['nothing in the place of a number', int, null],
    ['nothing in the place of a text', text, null],
    ['a number in the place of a text', text, 7],
    ['bytes in the place of a text', text, new ArrayBuffer(2)],
    ['a moment after the last', moment, 9e15],
    ['a moment before the first', moment, -9e15],
    ['a yes in a word', bool, 'true'],
    ['more than a yes', bool, 2],
    ['a word of no list', oneOf(['draft', 'sent']), 'constructor'],
    ['another kind where nothing may be', text.orNull, 7],
  ])('%s', (_, column, value) => {
    expect(reads(column, value)).toBe(UNEXPECTED)
  })
})
