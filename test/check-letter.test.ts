import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { courses } from '#letters'
import { checkLetter, type ToCheck } from '../src/features/broadcasts/check/check.ts'
import { pagesIn } from '../src/features/broadcasts/check/check-links.ts'
import { DEFAULT_CLAIM_WORDS } from '../src/features/broadcasts/default-claim-words.ts'
import { emptyDoc, type LetterDoc } from '../src/features/broadcasts/document/grammar.ts'
import { toText } from '../src/features/broadcasts/document/to-text.ts'
import { listStartingPoints } from '../src/features/broadcasts/starting-points/starting-points.ts'
import { docOfHtml } from './support/doc-of-html.ts'

const words = (...lines: string[]): LetterDoc => ({
  type: 'doc',
  content: lines.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
})
const linked = (href: string): LetterDoc => ({
  type: 'doc',
  content: [
    { type: 'paragraph', content: [{ type: 'text', text: 'here', marks: [{ type: 'link', attrs: { href } }] }] },
    { type: 'button', attrs: { href, words: 'There' } },
  ],
})
const picture = (alt: string): LetterDoc['content'][number] => ({
  type: 'picture',
  attrs: { key: `${'a'.repeat(32)}.jpg`, alt, width: 10, height: 10 },
})

const good: ToCheck = {
  subject: 'What the nape tells',
  preheader: 'One place where the day gathers',
  doc: words('Good morning. The nape is where many people hold their day.'),
  text: 'Good morning. The nape is where many people hold their day.',
  html: '<p>',
  claimWords: DEFAULT_CLAIM_WORDS,
  reached: new Map(),
  sender: { postalAddress: '12 Linden Lane, 1010 Vienna', domain: 'holt-practice.example', state: 'verified' },
}

/** What is found in a letter that is good but for this: `!` is what keeps it from leaving. */
function found(changes: Partial<ToCheck>) {
  const { blocking, warnings } = checkLetter({ ...good, ...changes })
  return [...blocking.map(({ code }) => `!${code}`), ...warnings.map(({ code }) => code)]
}

test('a letter with everything in its place has nothing to be mended', () => {
  expect(checkLetter(good)).toEqual({ blocking: [], warnings: [], words: 11, minutes: 1 })
  expect(checkLetter({ ...good, text: 'word '.repeat(900) })).toMatchObject({ words: 900, minutes: 4 })
})

describe('the subject', () => {
  test.each<[string, string[]]>([
    ['', ['!no_subject']],
    [' %%commaName%% ', ['!no_subject']],
    ['x'.repeat(60), []],
    ['x'.repeat(61), ['subject_long']],
    ['A WORD ABOUT YOUR SCALP', ['subject_shouts']],
    ['What the BBC said', []],
    ['What the NHS and NICE say', []],
    ['READ this NOW please, ALSO here', ['subject_shouts']],
    ['Really??', ['subject_shouts']],
    ['New! Look!', ['subject_shouts']],
    ['New dates!', []],
    ['You won’t believe this', ['subject_clickbait']],
    ['Last chance to book', ['subject_clickbait']],
    ['Re: our talk', ['subject_clickbait']],
    ['FW: our talk', ['subject_clickbait']],
    ['Returning: a talk', []],
    ['Make $$$ now', ['subject_clickbait']],
    ['A cure for tension', ['claim']],
    ['Hello%%commaName%%', []],
    ['Hello %%firstName%%', ['!unknown_gap']],
    ['Hello %% you', ['!unknown_gap']],
    ['[What you noticed, in a few words]', ['!placeholder']],
    ['A talk [again]', ['brackets']],
  ])('%j', (subject, codes) => expect(found({ subject })).toEqual(codes))
})

test.each<[string, string[]]>([
  ['', ['no_preheader']],
  ['  ', ['no_preheader']],
  ['%%unsubscribe%%', ['!unknown_gap']],
  ['[Where it is, how long it takes, and how many places there are]', ['!placeholder']],
])('the line beside it: %j', (preheader, codes) => expect(found({ preheader })).toEqual(codes))

describe('the words', () => {
  test.each<[string, LetterDoc, string[]]>([
    ['none', emptyDoc, ['!no_words']],
    ['space alone', words('  '), ['!no_words']],
    ['a line alone', { type: 'doc', content: [{ type: 'rule' }] }, ['!no_words']],
    ['a picture alone', { type: 'doc', content: [picture('A hand')] }, ['only_pictures']],
    [
      'a picture without its words',
      { type: 'doc', content: [picture(' '), ...words('one two three four five six seven eight nine ten').content] },
      ['!no_alt'],
    ],
    [
      'a picture and nine words',
      { type: 'doc', content: [picture('A hand'), ...words('one two three four five six seven eight nine').content] },
      ['only_pictures'],
    ],
    ['a note to oneself', words('Call her [when?] tomorrow'), ['brackets']],
    ['empty brackets', words('a [] b ] [ c'), []],
  ])('%s', (_, doc, codes) => expect(found({ doc })).toEqual(codes))

  test('of a starting point keep it from leaving until all are replaced, each at its place', () => {
    for (const { doc, subject, preheader } of listStartingPoints()) {
      const { blocking, warnings } = checkLetter({ ...good, doc, subject, preheader })
      expect(warnings).toEqual([])
      expect(new Set(blocking.map(({ code }) => code))).toEqual(new Set(['placeholder']))
      expect(
        blocking.every(
          ({ place }) =>
            place.part !== 'block' ||
            toText({ ...doc, content: doc.content.slice(place.block, place.block + 1) }).includes('['),
        ),
      ).toBe(true)
    }
  })

  test('weigh at most 80 KB as they leave', () => {
    expect(found({ html: 'x'.repeat(80_000) })).toEqual([])
    expect(found({ html: `${'x'.repeat(79_999)}ö` })).toEqual(['!too_heavy'])
  })

  test('of a letter from before there were documents are looked at as text', () => {
    expect(found({ doc: null, text: 'Good morning' })).toEqual([])
    expect(found({ doc: null, text: ' ' })).toEqual(['!no_words'])
  })
})

describe('claims', () => {
  test.each([
    ['This cures headaches', 'cures'],
    ['Hair REGROWS in weeks', 'REGROWS'],
    ['A real detox', 'detox'],
    ['It detoxifies', 'detoxifies'],
    ['Results guaranteed.', 'guaranteed'],
    ['Anti‑ageing from above', 'Anti-ageing'],
    ['It removes  wrinkles', 'removes wrinkles'],
    ['You look years younger', 'years younger'],
  ])('%j is named, with a milder phrase', (text, claim) => {
    const { warnings } = checkLetter({ ...good, doc: words('First.', text) })
    expect(warnings).toMatchObject([{ code: 'claim', place: { part: 'block', block: 1 } }])
    expect(warnings[0]?.message).toMatch(new RegExp(`^“${claim}” claims more than is known. You might say: \\w`))
  })

  test.each([
    'health and healthy',
    'accurate, secure, procured',
    'cured-to-order?'.replace('cured', 'curated'),
    'a guarded word',
    'the lift is broken',
    'toxin',
  ])('%j is none', (text) => expect(found({ doc: words(text) })).toEqual([]))

  test('are looked for as the practitioner’s list says', () => {
    const claimWords = [
      { word: 'c++ (a|b)', milder: 'x' },
      { word: 'wonder*', milder: 'a help' },
    ]
    expect(found({ doc: words('This cures'), claimWords })).toEqual([])
    expect(found({ doc: words('Wonderful, and C++ (A|B)'), claimWords })).toEqual(['claim', 'claim'])
  })

  test('in the lessons there are none but where one is denied', () => {
    for (const { lessons } of courses)
      for (const { opening, day } of lessons) expect(found({ doc: docOfHtml(opening) }), `day ${day}`).toEqual([])
  })

  test('are found in no time, whatever is typed', () => {
    fc.assert(fc.property(fc.string({ maxLength: 2000 }), (text) => void found({ doc: words(text || ' ') })))
    const began = performance.now()
    found({ doc: words('removes '.repeat(600)), subject: '['.repeat(200) })
    expect(performance.now() - began).toBeLessThan(500)
  })
})

describe('links', () => {
  const href = 'https://salon.at/page'
  test.each<[string, Parameters<typeof found>[0], string[]]>([
    ['that answer', { doc: linked(href), reached: new Map([[href, 'answers']]) }, []],
    ['that are not there', { doc: linked(href), reached: new Map([[href, 'missing']]) }, ['link_dead']],
    ['that are silent', { doc: linked(href), reached: new Map([[href, 'silent']]) }, ['link_dead']],
    ['that lead into a network', { doc: linked(href), reached: new Map([[href, 'internal']]) }, ['!link_internal']],
    ['that could not be tried', { doc: linked(href) }, ['link_unchecked']],
    [
      'that are not https',
      { doc: linked('http://salon.at/'), reached: new Map([['http://salon.at/', 'answers']]) },
      ['!link_not_https'],
    ],
    ['to this machine', { doc: linked('https://127.0.0.1/') }, ['!link_internal']],
    ['to somebody’s mailbox', { doc: linked('mailto:anna@salon.at') }, []],
    ['of the reader', { doc: linked('%%bookUrl%%') }, []],
  ])('%s', (_, given, codes) => expect(found(given)).toEqual(codes))

  test('to pages are asked once each, and no others', () => {
    expect(
      pagesIn({
        type: 'doc',
        content: [...linked(href).content, ...linked('mailto:a@b.at').content, ...linked('%%bookUrl%%').content],
      }),
    ).toEqual([href])
  })
})

describe('the sender', () => {
  test.each<[Partial<ToCheck['sender']>, string[]]>([
    [{ postalAddress: ' ' }, ['!no_postal_address']],
    [{ postalAddress: '12345 67890' }, ['!no_postal_address']],
    [{ state: 'unverified' }, ['!domain_unverified']],
    [{ state: 'unknown' }, ['domain_unknown']],
  ])('%j', (sender, codes) => expect(found({ sender: { ...good.sender, ...sender } })).toEqual(codes))
})
