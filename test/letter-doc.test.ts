import fc from 'fast-check'
import { Parser } from 'htmlparser2'
import { describe, expect, test } from 'vitest'
import { blocks } from '#letters'
import { fromMarkdown } from '../src/features/broadcasts/document/from-markdown.ts'
import {
  type Block,
  emptyDoc,
  hrefOf,
  isBlank,
  type LetterDoc,
  letterDoc,
  letterToSend,
  linesOf,
} from '../src/features/broadcasts/document/grammar.ts'
import { readDoc } from '../src/features/broadcasts/document/read.ts'
import { readMarkdown } from '../src/features/broadcasts/document/read-markdown.ts'
import { toHtml } from '../src/features/broadcasts/document/to-html.ts'
import { toMarkdown } from '../src/features/broadcasts/document/to-markdown.ts'
import { toText } from '../src/features/broadcasts/document/to-text.ts'
import { anyWords, lettersOf } from './support/letter-docs.ts'

const read = (content: unknown[]) => readDoc(JSON.stringify({ type: 'doc', content }))
const paragraph = (...content: unknown[]) => ({ type: 'paragraph', content })
const text = (text: string, ...marks: unknown[]) => ({ type: 'text', text, ...(marks.length > 0 && { marks }) })
const link = (href: string) => ({ type: 'link', attrs: { href } })
const any = lettersOf(anyWords).map((doc) => readDoc(JSON.stringify(doc)))

describe('any letter', () => {
  test('has only elements, attributes and addresses that its blocks have', () => {
    fc.assert(
      fc.property(any, (doc) => {
        for (const medium of ['mail', 'web'] as const)
          for (const { name, attributes } of elementsOf(toHtml(doc, blocks, medium))) {
            expect(ELEMENTS[medium]).toContain(name)
            for (const [attribute, value] of Object.entries(attributes)) {
              expect(attribute).not.toMatch(/^on/)
              if (attribute === 'href') expect(value).toMatch(/^(https:\/\/|mailto:|%%\w+Url%%$)/)
              if (attribute === 'src') expect(value).toMatch(/^(%%siteUrl%%)?\/media\/[a-f0-9]{32}\.(jpg|png)$/)
              if (medium === 'web') expect(attribute).not.toBe('style')
            }
          }
      }),
    )
  })

  test('has the gaps that were put in, in their order, and none that was typed', () => {
    fc.assert(
      fc.property(any, (doc) => {
        const put = doc.content.flatMap((one) =>
          linesOf(one).flatMap((line) => line.flatMap((piece) => (piece.type === 'gap' ? [piece.attrs.name] : []))),
        )
        const found = (words: string) => [...words.matchAll(/%%(\w+)%%/g)].map(([, name]) => name)
        const names = (words: string) => found(words).filter((name) => !/Url$/.test(name ?? ''))
        expect(names(toHtml(doc, blocks, 'mail'))).toEqual(put)
        expect(names(toHtml(doc, blocks, 'web'))).toEqual(put)
        expect(names(toText(doc))).toEqual(put)
        for (const words of [toHtml(doc, blocks, 'mail'), toText(doc)])
          expect(words.replace(/%%\w+%%/g, '')).not.toContain('%%')
      }),
    )
  })

  test('says all of its words, escaped, in every medium', () => {
    fc.assert(
      fc.property(any, (doc) => {
        const isPersonal = (one: Block) => one.type === 'button' && one.attrs.href === '%%preferencesUrl%%'
        const say = (some: readonly Block[]) => bare(some.map(sayWords).join(' '))
        expect(bare(wordsOfHtml(toHtml(doc, blocks, 'mail')))).toBe(say(doc.content))
        const onTheWeb = doc.content.filter((one) => !isPersonal(one))
        expect(bare(wordsOfHtml(toHtml(doc, blocks, 'web')))).toBe(say(onTheWeb))
      }),
    )
  })

  test('on the web has no link of its reader', () => {
    fc.assert(
      fc.property(any, (doc) => {
        expect(toHtml(doc, blocks, 'web')).not.toMatch(/%%(book|preferences|unsubscribe)Url%%|%%siteUrl%%/)
      }),
    )
  })

  test('comes back from Markdown with its words, links, gaps and blocks', () => {
    fc.assert(
      fc.property(any, (doc) => {
        const markdown = toMarkdown(doc)
        const { doc: again, refused } = fromMarkdown(markdown)
        expect(refused, markdown).toEqual([])
        expect(again && shapeOf(again), markdown).toEqual(shapeOf(doc))
      }),
    )
  })

  test('is kept to the last space when its Markdown comes back unchanged, as a browser sends it', () => {
    fc.assert(
      fc.property(any, (doc) => {
        expect(readMarkdown(toMarkdown(doc), doc)).toBe(doc)
        expect(readMarkdown(toMarkdown(doc).replaceAll('\n', '\r\n'), doc)).toBe(doc)
      }),
    )
  })

  test('is the same when it is read once more', () => {
    fc.assert(fc.property(any, (doc) => void expect(readDoc(JSON.stringify(doc))).toEqual(doc)))
  })
})

describe('a draft', () => {
  test('loses what an editor leaves behind, and nothing else', () => {
    const doc = read([
      paragraph(text('a\u000bb'), text('c'), text('\ud800'), text('d', { type: 'bold' })),
      { type: 'paragraph' },
      { type: 'paragraph', content: [] },
    ])
    expect(doc.content).toEqual([paragraph(text('a bc\ufffd'), text('d', { type: 'bold' }))])
    expect(read([])).toEqual(emptyDoc)
    expect(read([{ type: 'paragraph' }, { type: 'paragraph' }])).toEqual(emptyDoc)
  })

  test('may have a picture without words and a link to http, and may not leave with them', () => {
    const picture = { type: 'picture', attrs: { key: `${'a'.repeat(32)}.jpg`, alt: ' ', width: 1200, height: 900 } }
    const doc = read([picture, paragraph(text('there', link('http://example.org/')))])
    expect(letterToSend.safeParse(doc).error?.issues.map(({ path }) => path[1])).toEqual([0, 1])
    expect(toHtml(doc, blocks, 'mail')).toContain('width="552"')
    expect(toHtml(doc, blocks, 'mail')).toContain('height="414"')
    expect(toText(doc)).toBe('[Picture]\n\nthere: http://example.org/')
    expect(letterToSend.safeParse(read([paragraph(text('there', link('https://example.org/')))])).success).toBe(true)
  })

  test.each<[string, unknown]>([
    ['a block that no letter has', { type: 'table' }],
    ['a block with more than it has', { ...paragraph(text('a')), attrs: { class: 'x' } }],
    ['HTML in place of words', { type: 'paragraph', content: '<p>' }],
    ['a heading of the first rank', { type: 'heading', attrs: { level: 1 } }],
    [
      'a picture from elsewhere',
      { type: 'picture', attrs: { key: 'https://x.test/a.png', alt: '', width: 1, height: 1 } },
    ],
    [
      'a list in a list',
      { type: 'bulletList', content: [{ type: 'listItem', content: [{ type: 'bulletList', content: [] }] }] },
    ],
    ['a mark that no words have', paragraph(text('a', { type: 'textStyle', attrs: { color: 'red' } }))],
    ['the same mark twice', paragraph(text('a', { type: 'bold' }, { type: 'bold' }))],
    ['an attribute on a link', paragraph(text('a', { type: 'link', attrs: { href: 'https://a.test/', target: 'x' } }))],
    ['a gap that nobody fills', paragraph({ type: 'gap', attrs: { name: 'email' } })],
    ['a gap in words', paragraph(text('%%commaName%%'))],
    ['a gap in words in two pieces', paragraph(text('%'), text('%commaName%%'))],
    ['a gap on a button', { type: 'button', attrs: { href: 'https://a.test/', words: '%%senderName%%' } }],
    ['nothing', null],
    ['a list as a block', []],
    ['marks that are none', paragraph({ type: 'text', text: 'a', marks: [null] }, text('b'))],
    ['a prototype', JSON.parse('{"type":"paragraph","__proto__":{"x":1}}')],
  ])('is refused with %s', (_, block) => {
    expect(() => read([block])).toThrow(
      /^(There is something here that a letter cannot hold|Two percent signs|Each mark).*part 1 of/,
    )
  })

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '//evil.test',
    '/care',
    'https:evil.test',
    'https:///evil.test',
    'https://user@evil.test/',
    'https://user:pw@evil.test',
    'https://evil',
    'https://.evil',
    'https://a.test/"onclick="x',
    "https://a.test/'",
    'https://a.test/<b>',
    'https://a.test\\@b.test',
    'https://a.test/%%unsubscribeUrl%%',
    '%%unsubscribeUrl%%',
    '%%bookUrl%%x',
    'https://a.test/\u202e',
    'https://a.test/\u0000',
    'mailto:',
    'mailto:a@b',
    'mailto:a@b.test?bcc=c@d.test',
    'ftp://a.test/',
    'file:///etc',
    `https://a.test/${'x'.repeat(2000)}`,
    '',
  ])('is refused with a link to %j', (href) => {
    expect(() => read([paragraph(text('a', link(href)))])).toThrow('A link leads to an address')
    expect(() => read([{ type: 'button', attrs: { href, words: 'Book' } }])).toThrow('A link leads to an address')
  })

  test('has no gap where pieces of words meet, even where only the grammar has seen them', () => {
    const pieces = [text('%'), text('%commaName%'), text('%')]
    const doc = letterDoc.parse({ type: 'doc', content: [paragraph(...pieces)] })
    for (const words of [toHtml(doc, blocks, 'mail'), toHtml(doc, blocks, 'web'), toText(doc)])
      expect(words).not.toContain('%%')
  })

  test('that is no JSON, or too long, is refused in words', () => {
    expect(() => readDoc('{"type":')).toThrow('did not arrive whole')
    expect(() => readDoc(`"${'x'.repeat(300_000)}"`)).toThrow('longer than a letter')
    expect(() => readDoc('"words"')).toThrow('cannot hold')
    expect(() => read(Array.from({ length: 301 }, () => ({ type: 'rule' })))).toThrow(
      'more here than a letter can hold',
    )
  })
})

describe('Markdown', () => {
  test('is read into every block', () => {
    const { doc } = fromMarkdown(EVERYTHING)
    expect(doc && toMarkdown(doc)).toBe(EVERYTHING)
    expect(doc?.content.map(({ type }) => type)).toEqual([
      'heading',
      'paragraph',
      'bulletList',
      'heading',
      'orderedList',
      'rule',
      'picture',
      'button',
      'paragraph',
    ])
  })

  test.each<[string, RegExp]>([
    ['<script>alert(1)</script>', /no HTML/],
    ['a <img src=x onerror=alert(1)> b', /no HTML/],
    ['<!-- note -->', /no HTML/],
    ['[x](javascript:alert(1))', /https:\/\//],
    ['[x](JaVaScRiPt:alert(1))', /https:\/\//],
    ['[x](java&#115;cript:alert(1))', /https:\/\//],
    ['[x](data:text/html,x)', /https:\/\//],
    ['[x](vbscript:x)', /https:\/\//],
    ['[x](//evil.test)', /https:\/\//],
    ['[x](https://user@evil.test/)', /https:\/\//],
    ['[x](https://a.test/%%unsubscribeUrl%%)', /https:\/\//],
    ['[x](<https://a.test/"onmouseover="alert(1)>)', /https:\/\//],
    ['<javascript:alert(1)>', /https:\/\//],
    ['[x](javascript:alert(1) "button")', /https:\/\//],
    ['[x](https://a.test/ "title")', /nothing else/],
    ['[x][1]\n\n[1]: javascript:alert(1)', /round brackets/],
    ['![x](https://evil.test/p.png)', /your own pictures/],
    [`![x](/media/${'a'.repeat(32)}.gif#1x1)`, /your own pictures/],
    ['a ![x](https://evil.test/p.png) b', /line of its own/],
    ['`code`', /` signs/],
    ['    code', /indented/],
    ['```\ncode\n```', /indented/],
    ['> quote', /quotations/],
    ['- a\n  - b', /no other list/],
    ['- > a', /quotations/],
    ['1986. A year', /begins with 1/],
    ['%%unsubscribeUrl%%', /Nothing is called %%unsubscribeUrl%%/],
    ['a&#37;&#37;unsubscribeUrl&#37;&#37;', /Nothing is called/],
    ['%%%%', /Two percent signs/],
    [`[${'x'.repeat(61)}](https://a.test/ "button")`, /more here/],
  ])('%j is refused in words', (markdown, sentence) => {
    const { doc, refused } = fromMarkdown(`Before.\n\n${markdown}`)
    expect(doc).toBeNull()
    expect(refused[0]?.sentence).toMatch(sentence)
  })

  test('names the line of everything that is refused', () => {
    expect(() => readMarkdown('a\n\n> b\n\n`c`', emptyDoc)).toThrow(/^Line 3: A letter has no quotations.* Line 5: /)
    expect(() => readMarkdown('x'.repeat(300_001), emptyDoc)).toThrow('longer')
  })

  test('that looks like a table, a task or a footnote is words', () => {
    for (const markdown of ['| a | b |\n|---|---|', '[ ] a', 'a[^1]', '~~a~~', 'https://a.test'])
      expect(fromMarkdown(markdown).refused).toEqual([])
  })

  test('without a word is an empty letter', () => {
    expect(readMarkdown('', emptyDoc)).toBe(emptyDoc)
    expect(readMarkdown(' \r\n ', read([paragraph(text('a'))]))).toEqual(emptyDoc)
    expect(toMarkdown(emptyDoc)).toBe('')
  })
})

const EVERYTHING = `## Why “slow” & \\<soft>?

Good morning%%commaName%%. Read **this** at [my *own* page](https://example.org/a?b=1\\&c=2), or\\
write.

- one
- two

### Small

1. first
2. second

---

![A hand](/media/${'a'.repeat(32)}.jpg#1200x800)

[Book a session](%%bookUrl%% "button")

Yours, %%senderName%%`

const ELEMENTS = {
  mail: [
    'p',
    'h2',
    'h3',
    'ul',
    'ol',
    'li',
    'hr',
    'table',
    'tbody',
    'tr',
    'td',
    'img',
    'a',
    'span',
    'strong',
    'em',
    'br',
  ],
  web: ['p', 'h2', 'h3', 'ul', 'ol', 'li', 'hr', 'figure', 'img', 'a', 'strong', 'em', 'br'],
}

type Element = { name: string; attributes: Record<string, string> }

function elementsOf(html: string): Element[] {
  const elements: Element[] = []
  const parser = new Parser({ onopentag: (name, attributes) => elements.push({ name, attributes }) })
  parser.end(html)
  return elements
}

// What a reader sees; a button's padding for Outlook is no word.
function wordsOfHtml(html: string): string {
  let words = ''
  const parser = new Parser(
    {
      ontext: (text) => (words += text),
      onopentag: (name, { alt }) => (words += name === 'img' ? ` ${alt} ` : ' '),
    },
    { decodeEntities: true },
  )
  parser.end(html.replace(/<!--\[if mso\]>.*?<!\[endif\]-->/g, ''))
  return words
}

const bare = (words: string) => words.replace(/%%\w+%%|[\s\u200b-\u200d\ufeff]/g, '')

function sayWords(one: Block): string {
  if (one.type === 'picture') return one.attrs.alt
  if (one.type === 'button') return one.attrs.words
  return linesOf(one)
    .flatMap((line) => line.map((piece) => (piece.type === 'text' ? piece.text : '')))
    .join('')
}

/** What Markdown must keep: blocks that show something, their words without space, their gaps, links and pictures. */
const shapeOf = (doc: LetterDoc) =>
  doc.content.flatMap((one) => {
    if (one.type === 'picture' || one.type === 'button' || one.type === 'rule') return [squeezed(one)]
    const lines = linesOf(one).flatMap((line) => {
      const words = line
        .map((piece) => (piece.type === 'gap' ? `%%${piece.attrs.name}%%` : piece.type === 'text' ? piece.text : ''))
        .join('')
      const links = line.flatMap((piece) => (isBlank([piece]) ? [] : (hrefOf(piece) ?? [])))
      return words.trim() === ''
        ? []
        : [{ words: words.replace(/\s/g, ''), links: links.filter((href, i) => href !== links[i - 1]) }]
    })
    return lines.length > 0 ? [{ type: one.type, level: one.type === 'heading' ? one.attrs.level : 0, lines }] : []
  })

const squeezed = (one: unknown) =>
  JSON.parse(JSON.stringify(one), (_, value) => (typeof value === 'string' ? value.replace(/\s/g, '') : value))
