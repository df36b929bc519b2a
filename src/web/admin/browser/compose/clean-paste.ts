import { listsOfWord } from './word-lists'

/**
 * What another programme put into the clipboard as HTML, with its structure and without its looks: Word, Google Docs,
 * Gmail, a web page, another letter. The schema of the editor drops all that is left of what a letter cannot hold.
 */
export function cleanPaste(html: string): string {
  // Before anything parses them: the content security policy reports every style attribute that is parsed.
  const marked = html.replace(/<(style|script|title)\b[\s\S]*?<\/\1\s*>/gi, '').replace(STYLE, markStyle)
  const { body } = new DOMParser().parseFromString(marked, 'text/html')
  listsOfWord(body)
  for (const gone of body.querySelectorAll(GONE)) gone.remove()
  for (const bold of body.querySelectorAll<HTMLElement>('b[data-normal], strong[data-normal]')) unwrap(bold) // Google Docs
  for (const piece of body.querySelectorAll('[data-bold]')) wrapInside(piece, 'strong')
  for (const piece of body.querySelectorAll('[data-italic]')) wrapInside(piece, 'em')
  for (const [tags, name] of RENAMED) for (const old of body.querySelectorAll(tags)) rename(old, name)
  for (const item of [...body.querySelectorAll('li')].reverse()) flattenItem(item)
  for (const link of body.querySelectorAll<HTMLAnchorElement>('a[href]')) unredirect(link)
  splitAtDoubleBreaks(body)
  for (const line of body.querySelectorAll('br')) if (isBetweenBlocks(line)) line.remove()
  for (const empty of body.querySelectorAll('p, div, h2, h3, li')) if (isEmpty(empty)) empty.remove()
  return body.innerHTML
}

/** How many pictures a clipboard's HTML names that are not of this site, and so are left out. */
export function countForeignPictures(html: string): number {
  const names = [...html.matchAll(/<img\b[^>]*>/gi)].map(([tag]) => tag)
  const foreign = names.filter(
    (tag) => !/data-key=|width=["']?1["'\s>]/i.test(tag) && !tag.includes(`${location.origin}/media/`),
  )
  return foreign.length
}

const GONE = 'meta, link, template, object, iframe, [data-ignore]'

const STYLE = /\sstyle\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))/gi

// What a style means for the structure becomes an attribute of our own.
function markStyle(_: string, double?: string, single?: string, bare?: string): string {
  const style = (double ?? single ?? bare ?? '').toLowerCase().replaceAll('&quot;', '"')
  const list = /mso-list:\s*l\d+\s+level(\d+)/.exec(style)
  return [
    /mso-list:\s*ignore/.test(style) || /display:\s*none|mso-hide:\s*all/.test(style) ? ' data-ignore' : '',
    list ? ` data-list="${list[1]}"` : '',
    /(?<![-\w])font-weight:\s*(bold|[6-9]00)/.test(style) ? ' data-bold' : '',
    /(?<![-\w])font-weight:\s*(normal|400)/.test(style) ? ' data-normal' : '',
    /(?<![-\w])font-style:\s*italic/.test(style) ? ' data-italic' : '',
  ].join('')
}

const RENAMED = [
  ['h1', 'h2'],
  ['h4, h5, h6', 'h3'],
  ['td, th, caption, dt, dd, summary, address', 'div'],
] as const

function rename(old: Element, name: string): void {
  const renamed = old.ownerDocument.createElement(name)
  renamed.append(...old.childNodes)
  old.replaceWith(renamed)
}

function unwrap(outer: Element): void {
  outer.replaceWith(...outer.childNodes)
}

function wrapInside(outer: Element, name: string): void {
  if (/^(B|STRONG|I|EM|H[1-6])$/.test(outer.tagName) || outer.querySelector('p, div, li, h2, h3, table')) return
  const inner = outer.ownerDocument.createElement(name)
  inner.append(...outer.childNodes)
  outer.append(inner)
}

// A list of a letter has one level, and each of its items is one paragraph: inner lists follow, blocks become lines.
function flattenItem(item: HTMLLIElement): void {
  for (const inner of item.querySelectorAll('ul, ol')) {
    item.after(...inner.querySelectorAll(':scope > li'))
    inner.remove()
  }
  const blocks = [...item.children].filter(({ tagName }) => /^(P|DIV|H[1-6])$/.test(tagName))
  for (const [i, block] of blocks.entries()) {
    if (i > 0) block.before(item.ownerDocument.createElement('br'))
    unwrap(block)
  }
}

// Google sends links through a page of its own.
function unredirect(link: HTMLAnchorElement): void {
  const url = URL.parse(link.getAttribute('href') ?? '')
  const target =
    url && /^www\.google\.[a-z.]+$/.test(url.hostname) && url.pathname === '/url' ? url.searchParams.get('q') : null
  if (target) link.setAttribute('href', target)
}

// Mail programs separate paragraphs by empty lines.
function splitAtDoubleBreaks(body: HTMLElement): void {
  body.innerHTML = body.innerHTML.replace(/<br>(?:\s|&nbsp;)*(?:<br>(?:\s|&nbsp;)*)+/g, '</p><p>')
}

// A break that begins or ends a block, or stands between two, shows nothing.
function isBetweenBlocks(line: Element): boolean {
  const [before, after] = [line.previousSibling, line.nextSibling].map(
    (beside) => beside && (isBlock(beside) ? null : beside),
  )
  return !before || !after
}

const isBlock = ({ nodeName }: Node) =>
  /^(P|DIV|H[1-6]|UL|OL|LI|HR|TABLE|SECTION|ARTICLE|BLOCKQUOTE|PRE|FIGURE)$/.test(nodeName)

function isEmpty(block: Element): boolean {
  return (
    (block.textContent ?? '').replace(/[\s\u00a0\u200b]/g, '') === '' &&
    !block.querySelector('img, hr, [data-button], [data-gap]')
  )
}
