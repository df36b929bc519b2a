import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readFirstName } from '../src/subscribers/first-name'

const isName = (typed: string) => readFirstName(typed).fault === undefined

const real = [
  'Anna',
  'J. R.',
  'J.R.',
  'J.R.R.',
  'J.-P.',
  'Anne-Marie',
  'O’Neill',
  "D'Arcy",
  'Jean‑Luc',
  'St. John',
  'María José',
  'Dr. Eva',
  'Ma. Teresa',
  'Zoë',
  'Łukasz',
  'Þórunn',
  'Nguyễn',
  'Χριστίνα',
  'Наталья',
  'שרה',
  'محمد',
  'عبد الله',
  '美咲',
  '지민',
  'สมชาย',
  'अनन्या',
  '小林 さくら',
  'Anna & Ben',
  'Anna (Mum)',
  'Anna, Ben',
  'Mary Ann Jr.',
  'X Æ A-12',
  'Ἀθηνᾶ',
  "'Alohilani",
  'Siobhán ',
  'Anna 2',
  'Björk!',
  'Httpa',
  'Wwwilma',
  '<b>Anna</b> & "co"',
  'Bcc: ben',
]

const bad = [
  'evil.com/win',
  'evil.com',
  'EVIL.COM',
  'Evil.Com',
  'win.ru',
  'see win.ru now',
  'a.co',
  'bit.ly/x',
  'http://evil',
  'https',
  'HTTP evil',
  'http:evil',
  'www.evil',
  'a@b',
  'anna＠reader',
  'evil．com',
  'evil。com',
  'evil｡com',
  'evil․com',
  'ｅｖｉｌ．ｃｏｍ',
  'пример.рф',
  'xn--e1afmkfd.xn--p1ai',
  '1.2.3.4',
  '10.0',
  'evil.com.',
  '(evil.com)',
  'evil.com!',
  '//evil',
  'evil/win',
  'evil\\win',
  '／evil',
  'evil∕win',
  'evil⁄win',
  'mailto:anna',
  'javascript:alert(1)',
  'tel:123',
  'ev\u200bil.com',
  'evil\u00ad.com',
  'evil.\u200bcom',
  'evil.c\u0301om',
  'a_b.com',
  'my-shop.de',
  'shop1.de',
  'Anna '.repeat(20),
]

describe('a first name', () => {
  test.each(real)('may be %s', (name) => {
    expect(readFirstName(name)).toEqual({ firstName: name.trim().normalize('NFC') })
  })

  test.each(bad)('may not be %s', (name) => {
    expect(readFirstName(name).fault).toMatch(/^Please write just a first name/)
  })

  const letters = fc.stringMatching(/^[\p{Lu}\p{Lo}][\p{Ll}\p{Lo}\p{M}]{0,12}$/u)
  const initial = letters.map((name) => `${[...name][0]}.`)
  const between = fc.constantFrom(' ', '-', '’', "'", '‑')

  test('may be any words and initials in any script, with spaces, hyphens and apostrophes between them', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(letters, initial), { minLength: 1, maxLength: 3 }), between, (words, mark) => {
        const typed = words.join(mark)
        fc.pre(typed.normalize('NFC').length <= 60)
        expect(isName(typed), typed).toBe(true)
      }),
    )
  })

  const label = fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9-]{0,10}[a-zA-Z0-9]$/)
  const ending = fc.stringMatching(/^[a-zA-Z]{2,10}$/)
  const domain = fc
    .tuple(fc.array(label, { minLength: 1, maxLength: 2 }), ending)
    .map(([labels, top]) => [...labels, top].join('.'))
  const around = fc.constantFrom('', 'Anna ', ' now', '(', ')', '!', '"', '…', 'Anna, see ')

  test('may hold no domain, whatever stands around it', () => {
    fc.assert(
      fc.property(domain, around, around, (name, before, after) => {
        expect(isName(`${before}${name}${after}`), name).toBe(false)
      }),
    )
  })

  test('may hold no address of a mailbox, a page or a machine', () => {
    const four = fc.array(fc.nat({ max: 255 }), { minLength: 4, maxLength: 4 }).map((numbers) => numbers.join('.'))
    const scheme = fc.constantFrom('http', 'https', 'ftp', 'mailto', 'javascript', 'tel', 'data')
    const anything = fc.oneof(
      fc.tuple(label, label).map(([one, other]) => `${one}@${other}`),
      fc.tuple(label, label).map(([one, other]) => `${one}/${other}`),
      fc.tuple(scheme, label).map(([one, other]) => `${one}:${other}`),
      four,
    )
    fc.assert(
      fc.property(anything, around, (address, before) => {
        expect(isName(`${before}${address}`), address).toBe(false)
      }),
    )
  })

  test('that was taken is taken again, unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const { firstName, fault } = readFirstName(typed)
        fc.pre(fault === undefined)
        expect(readFirstName(firstName)).toEqual({ firstName })
        expect(firstName).not.toMatch(/[\p{Cc}\p{Cf}]|\s\s|^\s|\s$/u)
      }),
    )
  })
})

test('a name has at most 60 letters, counted when it is whole', () => {
  for (const sixty of ['a'.repeat(60), `  ${'a'.repeat(60)}\n`, `${'a'.repeat(59)}e\u0301`])
    expect(isName(sixty)).toBe(true)
  for (const more of ['a'.repeat(61), `${'a'.repeat(60)}e\u0301`]) {
    expect(readFirstName(more).fault).toBe('Please write just a first name, of at most 60 letters.')
  }
})

test('a name is kept in one line, its words one space apart', () => {
  expect(readFirstName(' Anna \t\n  Maria\u00a0\u00a0Lisa ').firstName).toBe('Anna Maria Lisa')
})
