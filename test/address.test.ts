import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAddress, sayAddressFault } from '../src/subscribers/address'

const read = (typed: string, blockDisposable = false) => {
  const judged = readAddress(typed, blockDisposable)
  return 'address' in judged ? judged.address : null
}

/** As many letters as a mail server takes: 64 before the @, 254 in all. */
const longest = `${'a'.repeat(64)}@${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(56)}.test`

describe('an address', () => {
  test.each([
    ['anna@reader.test', 'anna@reader.test'],
    ['  anna@reader.test \n', 'anna@reader.test'],
    ['Anna.Berg@Reader.TEST', 'Anna.Berg@reader.test'],
    ['anna+lessons@reader.test', 'anna+lessons@reader.test'],
    ["o'hara@reader.test", "o'hara@reader.test"],
    ['anna@bücher.example', 'anna@xn--bcher-kva.example'],
    ['anna@BÜCHER.example', 'anna@xn--bcher-kva.example'],
    ['anna@例え.テスト', 'anna@xn--r8jz45g.xn--zckzah'],
    ['anna@mail.reader.co.uk', 'anna@mail.reader.co.uk'],
    ['a@reader.test', 'a@reader.test'],
    [`${'a'.repeat(64)}@reader.test`, `${'a'.repeat(64)}@reader.test`],
    [longest, longest],
  ])('%j is kept as %j', (typed, kept) => {
    expect(read(typed)).toBe(kept)
  })

  test.each([
    '',
    '@',
    'anna',
    'anna@',
    '@reader.test',
    'anna@reader',
    'anna@localhost',
    'anna@127.0.0.1',
    'anna@[127.0.0.1]',
    'anna@reader.test.',
    'anna@.test',
    'anna@reader..test',
    'anna@-reader.test',
    '.anna@reader.test',
    'anna.@reader.test',
    'an..na@reader.test',
    'an na@reader.test',
    'anna@rea der.test',
    'änna@reader.test',
    'anna@reader.test\r\nBcc: other@reader.test',
    'anna@reader.test, ben@reader.test',
    'Anna <anna@reader.test>',
    'anna@reader.test/path',
    'anna@reader.test?x',
    'anna@reader.t3st:25',
    'anna@reader.123',
    'anna@reader.test.x',
    longest.replace('.test', 'c.test'),
    `${'a'.repeat(65)}@reader.test`,
    `anna@${'a'.repeat(64)}.test`,
    `anna@${'abcdefg.'.repeat(32)}test`,
  ])('%j is not one', (typed) => {
    expect(read(typed)).toBeNull()
  })

  test('once kept, is kept the same again, in one plain line that a header can hold', () => {
    fc.assert(
      fc.property(fc.emailAddress(), fc.constantFrom('', ' ', '\t'), (typed, space) => {
        const kept = read(`${space}${typed}${space}`)
        if (kept === null) return
        expect(kept).toMatch(/^[!-~]+@[a-z0-9.-]+$/)
        expect(read(kept)).toBe(kept)
        expect(kept.slice(0, kept.lastIndexOf('@'))).toBe(typed.slice(0, typed.lastIndexOf('@')))
      }),
    )
  })

  test('is never made from something else than one address, whatever is typed', () => {
    const typing = fc.string({
      unit: fc.oneof(
        fc.constantFrom('@', '.', ' ', '\n', '<', '>', ',', ';', '"', 'a', 'é'),
        fc.constantFrom('\u200b', '\u00ad', '＠', '。'),
      ),
    })
    fc.assert(
      fc.property(typing, typing, (local, domain) => {
        const kept = read(`${local}@${domain}.test`)
        if (kept !== null) expect(kept).toMatch(/^[!#$%&'*+/=?^_`{|}~\w.-]+@[a-z0-9.-]+$/)
      }),
      { numRuns: 2000 },
    )
  })

  test('that is thrown away after an hour is turned down where the practitioner wishes so', () => {
    expect(read('anna@mailinator.com', false)).toBe('anna@mailinator.com')
    expect(read('anna@mailinator.com', true)).toBeNull()
    expect(read('anna@MAILINATOR.com', true)).toBeNull()
    expect(read('anna@reader.test', true)).toBe('anna@reader.test')
  })

  test('that is none is told what it lacks, and one that is thrown away why it will not do', () => {
    expect(readAddress('anna', false)).toEqual({ fault: 'not_an_address' })
    expect(sayAddressFault('not_an_address', 7)).toContain('It needs an @ and a domain, as in anna@example.com.')
    expect(readAddress('anna@mailinator.com', true)).toEqual({ fault: 'thrown_away' })
    expect(sayAddressFault('thrown_away', 7)).toContain('an address that you keep: the lessons come over seven days.')
    expect(sayAddressFault('thrown_away', 2)).toContain('over two days.')
  })
})
