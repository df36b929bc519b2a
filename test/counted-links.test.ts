import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countLinks } from '../src/features/broadcasts/links/counted-links'
import { escapeHtml } from '../src/platform/template'

const linkTo = (href: string) => `<a style="color: red" href="${escapeHtml(href)}" target="_blank">there</a>`

describe('the links of a letter', () => {
  test('lead through the counter, and it is kept where each of them leads, in the order of the letter', () => {
    const { content, links } = countLinks({
      html: `<p>${linkTo('https://b.example/?x=1&y=2')} <a href="%%bookUrl%%">Book</a> ${linkTo('https://a.example/')}</p>`,
      text: 'There: https://b.example/?x=1&y=2\n\nBook: %%bookUrl%%\n\nhttps://a.example/.',
    })
    const [b, book, a] = links
    expect(links.map(({ href }) => href)).toEqual(['https://b.example/?x=1&y=2', '%%bookUrl%%', 'https://a.example/'])
    expect(book?.key).toBe('book')
    expect(a?.key).toMatch(/^[\w-]{10}$/)
    expect(content.html.match(/href="[^"]*"/g)).toEqual([b, book, a].map((link) => `href="%%goUrl%%?l=${link?.key}"`))
    expect(content.text).toBe(`There: %%goUrl%%?l=${b?.key}\n\nBook: %%goUrl%%?l=book\n\n%%goUrl%%?l=${a?.key}.`)
  })

  test('have one key for the same address, in this letter and in any other', () => {
    const { links } = countLinks({ html: linkTo('https://a.example/x') + linkTo('https://a.example/x'), text: '' })
    expect(links).toHaveLength(1)
    expect(countLinks({ html: `<p>${linkTo('https://a.example/x')}`, text: 'other' }).links).toEqual(links)
  })

  test('that are mail addresses, of the reader, or no links at all are left as they are', () => {
    const html = [
      '<a href="mailto:maren@practice.example">Write</a> <a href="%%preferencesUrl%%">Change</a>',
      '<a href="%%careUrl%%">Care</a> <a href="https://a.example/?name=%%commaName%%">You</a>',
      '<img src="https://a.example/p.png"> <p>https://a.example/</p> <link href="https://a.example/s.css">',
      '<a data-href="https://a.example/">x</a>',
    ].join('')
    const text = 'Write: mailto:maren@practice.example %%preferencesUrl%% https://a.example/'
    expect(countLinks({ html, text })).toEqual({ content: { html, text }, links: [] })
  })

  test('in plain text are told from words around them, and from longer ones', () => {
    const { content, links } = countLinks({
      html: linkTo('https://a.example/') + linkTo('https://a.example/b.'),
      text: '(https://a.example/), https://a.example/b. https://a.example/b https://a.example/bc',
    })
    const [short, long] = links.map(({ key }) => `%%goUrl%%?l=${key}`)
    expect(content.text).toBe(`(${short}), ${long} https://a.example/b https://a.example/bc`)
  })

  test('whatever they are, come out as the addresses that went in, and nothing else of the letter changes', () => {
    const address = fc.webUrl({ validSchemes: ['https'], withQueryParameters: true, withFragments: true })
    const words = fc.string().map(escapeHtml)
    fc.assert(
      fc.property(fc.array(fc.tuple(address, words), { maxLength: 8 }), (pieces) => {
        const html = pieces.map(([href, after]) => linkTo(href) + after).join('')
        const { content, links } = countLinks({ html, text: pieces.map(([href]) => href).join('\n') })
        expect(new Set(links.map(({ href }) => href))).toEqual(new Set(pieces.map(([href]) => href)))
        const back = (all: string, write: (href: string) => string) =>
          all.replace(/%%goUrl%%\?l=([\w-]+)/g, (_, key) => write(links.find((link) => link.key === key)?.href ?? ''))
        expect(back(content.html, escapeHtml)).toBe(html)
        expect(back(content.text, (href) => href)).toBe(pieces.map(([href]) => href).join('\n'))
      }),
    )
  })
})
