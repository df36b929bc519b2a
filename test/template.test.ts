import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asLine, cutForJson, cutTemplate, escapeHtml, fillFrame, fillSlots } from '../src/platform/template'

const names = ['commaName', 'senderName', 'bookUrl', 'lessonUrl'] as const
const gap = fc.constantFrom(...names.map((name) => `%%${name}%%`))
const wild = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '%', '\r', '\n', '\u2028', 'a', ' ') }),
  gap,
)
const values = fc.record({ commaName: wild, senderName: wild, bookUrl: wild, lessonUrl: wild })
const words = fc
  .array(
    fc.oneof(
      fc.string().filter((text) => !text.includes('%')),
      gap,
    ),
  )
  .map((parts) => parts.join(' '))

const fill = (text: string, gaps: Record<string, string>) => cutTemplate({ subject: text, html: text, text })(gaps)

describe('filling a template', () => {
  test('puts every value where its gap was, once, and leaves the words around it', () => {
    fc.assert(
      fc.property(words, values, (text, gaps) => {
        const { subject, html } = fill(text, gaps)
        expect(html).toBe(text.replace(/%%(\w+)%%/g, (_, name: keyof typeof gaps) => escapeHtml(gaps[name])))
        expect(subject).toBe(text.replace(/%%(\w+)%%/g, (_, name: keyof typeof gaps) => asLine(gaps[name])))
      }),
    )
  })

  test('lets no value break out of the HTML, in text or in a quoted attribute', () => {
    fc.assert(
      fc.property(values, (gaps) => {
        const { html } = fill('<a href="%%bookUrl%%">%%commaName%%</a>', gaps)
        expect(html.match(/[<>"]/g)?.join('')).toBe('<"">' + '<>')
        expect(html).not.toMatch(/&(?!(amp|lt|gt|quot|#39);)/)
      }),
    )
  })

  test.each([
    ['&', '&amp;'],
    ['<', '&lt;'],
    ['>', '&gt;'],
    ['"', '&quot;'],
    ["'", '&#39;'],
  ])('escapes %s, also where it is the only mark', (mark, escaped) => {
    expect(escapeHtml(mark)).toBe(escaped)
    expect(escapeHtml(`one ${mark} two ${mark}`)).toBe(`one ${escaped} two ${escaped}`)
  })

  test('for JSON says the same, as the inside of its strings and in ASCII alone', () => {
    fc.assert(
      fc.property(words, values, (text, gaps) => {
        const template = { subject: text, html: text, text }
        const filled = cutTemplate(template)(gaps)
        const inJson = cutForJson(template)(gaps)
        for (const part of ['subject', 'html', 'text'] as const) {
          expect(inJson[part]).toMatch(/^[ -~]*$/)
          expect(JSON.parse(`"${inJson[part]}"`)).toBe(filled[part])
        }
      }),
    )
  })

  test('puts one space where lines were broken', () => {
    expect(asLine(' a\r\n\r\nb\u2028c\u0000\u009fd ')).toBe('a b c d')
  })

  test('lets no value break a line of the subject or the text', () => {
    fc.assert(
      fc.property(values, (gaps) => {
        const { subject, text } = fill('Good morning%%commaName%%.', gaps)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
        for (const line of [subject, text]) expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/)
      }),
    )
  })

  test('is one pass: a value that looks like a gap stays text', () => {
    const { html, subject, text } = fill('%%commaName%% and %%senderName%%', {
      commaName: '%%senderName%%',
      senderName: 'Maren',
    })
    for (const filled of [html, subject, text]) expect(filled).toBe('%%senderName%% and Maren')
  })

  test('leaves no gap: one without a value is an error', () => {
    expect(() => fill('Dear %%commaName%%', {})).toThrow('The gap commaName was left unfilled')
    for (const inherited of ['constructor', 'toString', '__proto__']) {
      expect(() => fill(`Dear %%${inherited}%%`, {}), inherited).toThrow(`The gap ${inherited} was left unfilled`)
    }
  })
})

describe('joining a frame and a body', () => {
  test('keeps the gaps of both and takes the body as it is', () => {
    expect(fillSlots('<main>%%body%%</main>%%unsubscribeUrl%%', { body: '<p>%%commaName%% $& $1</p>' })).toBe(
      '<main><p>%%commaName%% $& $1</p></main>%%unsubscribeUrl%%',
    )
    expect(fillSlots('%%toString%%', {})).toBe('%%toString%%')
  })

  test('escapes the lines of plain text in the HTML, and nowhere else', () => {
    const slots = '%%subject%% | %%preheader%% | %%reason%% | %%body%%'
    const line = `"It's" <me> & you %%commaName%%`
    const words = { subject: line, preheader: line, reason: line, html: '<p>&amp;</p>', text: '<&>' }
    const inHtml = '&quot;It&#39;s&quot; &lt;me&gt; &amp; you %%commaName%%'
    expect(fillFrame({ html: slots, text: slots }, words)).toEqual({
      subject: line,
      html: `${inHtml} | ${inHtml} | ${inHtml} | <p>&amp;</p>`,
      text: `${line} | ${line} | ${line} | <&>`,
    })
  })
})
