import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writeCsv } from '../src/platform/csv'

/** A reader of CSV as RFC 4180 describes it. */
function readCsv(csv: string): string[][] {
  expect(csv.startsWith('\uFEFF')).toBe(true)
  const rows: string[][] = []
  let row: string[] = []
  for (const [, quoted, plain, end] of csv.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy)) {
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}

const FORMULA = /^[\s\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '"', ',', '\r', '\n', '\t', ' ', "'", 'a', '1', '\uFEFF') }),
)

test('any text comes back as it was, but that no cell begins like a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.array(anyText, { minLength: 1, maxLength: 4 }), { maxLength: 5 }), (rows) => {
      const read = readCsv(writeCsv(rows))
      for (const cell of read.flat()) expect(cell).not.toMatch(FORMULA)
      expect(read).toEqual(rows.map((row) => row.map((cell) => (FORMULA.test(cell) ? `'${cell}` : cell))))
    }),
  )
})

test.each([
  ['=HYPERLINK("https://gold.test","here")', `"'=HYPERLINK(""https://gold.test"",""here"")"`],
  [' =1+1', "' =1+1"],
  ['+49 30', "'+49 30"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['a, "b"\nc', '"a, ""b""\nc"'],
  ['A quiet Sunday', 'A quiet Sunday'],
  [-3, '-3'],
])('%j is written as %j', (value, written) => {
  expect(writeCsv([[value]])).toBe(`\uFEFF${written}\r\n`)
})
