import fc from 'fast-check'
import type { Block, Inline, LetterDoc, Line, Mark } from '../../src/features/broadcasts/document/grammar.ts'

/** Links that a draft may hold. */
export const hrefs = fc.constantFrom(
  'https://example.org/',
  'https://example.org/a?b=1&c=2#d',
  'https://sub.example.org/100%25/',
  'mailto:anna@example.org',
  '%%bookUrl%%',
  '%%careUrl%%',
  '%%preferencesUrl%%',
)

const marks = fc
  .record({ bold: fc.boolean(), italic: fc.boolean(), href: fc.option(hrefs, { nil: undefined, freq: 2 }) })
  .map(({ bold, italic, href }): Mark[] => [
    ...(href ? [{ type: 'link', attrs: { href } } as const] : []),
    ...(bold ? [{ type: 'bold' } as const] : []),
    ...(italic ? [{ type: 'italic' } as const] : []),
  ])

const pieceOf = (words: fc.Arbitrary<string>): fc.Arbitrary<Inline> =>
  fc
    .tuple(
      fc.oneof(
        { weight: 5, arbitrary: words.map((text) => ({ type: 'text', text }) as const) },
        { weight: 1, arbitrary: fc.constant({ type: 'hardBreak' } as const) },
        {
          weight: 1,
          arbitrary: fc
            .constantFrom('commaName' as const, 'senderName' as const)
            .map((name) => ({ type: 'gap', attrs: { name } }) as const),
        },
      ),
      marks,
    )
    .map(([piece, marks]) => ({ ...piece, ...(marks.length > 0 && { marks }) }))

const withContent = (line: Line) => (line.length > 0 ? { content: [...line] } : {})

const blockOf = (words: fc.Arbitrary<string>): fc.Arbitrary<Block> => {
  const line = fc.array(pieceOf(words), { maxLength: 6 })
  const items = fc.array(
    line.map((line) => ({ type: 'listItem', content: [{ type: 'paragraph', ...withContent(line) }] }) as const),
    { minLength: 1, maxLength: 12 },
  )
  const key = fc
    .tuple(
      fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 }),
      fc.constantFrom('jpg', 'png'),
    )
    .map(([name, ending]) => `${name}.${ending}`)
  const alt = words.map((text) => text.trim())
  return fc.oneof(
    { weight: 4, arbitrary: line.map((line) => ({ type: 'paragraph', ...withContent(line) }) as const) },
    fc
      .tuple(line, fc.constantFrom(2 as const, 3 as const))
      .map(([line, level]) => ({ type: 'heading', attrs: { level }, ...withContent(line) }) as const),
    items.map((content) => ({ type: 'bulletList', content: content as never }) as const),
    items.map((content) => ({ type: 'orderedList', content: content as never }) as const),
    fc.constant({ type: 'rule' } as const),
    fc
      .record({ key, alt, width: fc.integer({ min: 1, max: 1200 }), height: fc.integer({ min: 1, max: 4000 }) })
      .map((attrs) => ({ type: 'picture', attrs }) as const),
    fc
      .record({ href: hrefs, words: words.map((text) => text.trim().slice(0, 60).toWellFormed() || 'Book') })
      .map((attrs) => ({ type: 'button', attrs }) as const),
  )
}

/** Any letter whose words are these. */
export const lettersOf = (words: fc.Arbitrary<string>): fc.Arbitrary<LetterDoc> =>
  fc.array(blockOf(words), { minLength: 1, maxLength: 8 }).map((content) => ({ type: 'doc', content }))

/** Words as somebody writes them, with what HTML and Markdown read as signs. */
export const plainWords = fc
  .array(
    fc.constantFrom(
      'Anna',
      'scalp',
      '&',
      '<b>',
      '"quite"',
      "don't",
      '50%',
      'a_b',
      '*now*',
      '1.',
      '-',
      '#',
      '>',
      'über',
      '💆',
      '[x](y)',
      '`',
      '\\',
      'https://example.org/',
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((words) => words.join(' '))

/** Any words at all that a letter may hold. */
export const anyWords = fc
  .oneof(
    plainWords,
    fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
    fc.string({ minLength: 1, maxLength: 12 }),
    fc.constantFrom('%', '%commaName%', 'commaName', ' ', '%%', '<script>', '\u202e'),
  )
  .map((text) =>
    text
      .toWellFormed()
      .replace(/[\p{Cc}\u2028\u2029]/gu, ' ')
      .replaceAll(/%(?=%)/g, '%.'),
  )
  .filter((text) => text !== '')
