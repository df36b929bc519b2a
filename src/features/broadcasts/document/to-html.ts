import type { Blocks } from '#letters'
import { fillSlots, type Gaps } from '../../../platform/template'
import { type Block, type LetterDoc, shownLines } from './grammar'
import { isLinkGap } from './link-address'
import { type Run, runsOf } from './runs'

type Medium = 'mail' | 'web'
type Fill = (name: keyof Blocks, slots?: Gaps) => string

/** How wide the column of a mail is, in px: 600 less the space at both sides. */
export const MAIL_WIDTH = 552

/**
 * The words as HTML, made of the lessons' own blocks; what the grammar does not know cannot come out. On the web, where
 * anybody may read, no link is a reader's own.
 */
export function toHtml(doc: LetterDoc, blocks: Blocks, medium: Medium): string {
  const fill: Fill = (name, slots = {}) => fillSlots(blocks[name][medium], slots)
  return doc.content.map((one) => blockHtml(one, fill, medium)).join('')
}

function blockHtml(one: Block, fill: Fill, medium: Medium): string {
  const lines = shownLines(one)
  const words = lines.map((line) => runsHtml(runsOf(line), fill, medium))
  switch (one.type) {
    case 'paragraph':
      return words.map((words) => fill('paragraph', { words })).join('')
    case 'heading':
      return words.map((words) => fill(`heading${one.attrs.level}`, { words })).join('')
    case 'bulletList':
    case 'orderedList': {
      const items = words.map((words) => fill('listItem', { words })).join('')
      return items && fill(one.type, { items })
    }
    case 'rule':
      return fill('rule')
    case 'picture':
      return fill('picture', pictureSlots(one.attrs, medium))
    case 'button': {
      const href = addressIn(medium, one.attrs.href)
      return href === null ? '' : fill('button', { href, words: escapeWords(one.attrs.words) })
    }
  }
}

const runsHtml = (runs: readonly Run[], fill: Fill, medium: Medium): string =>
  runs.map((run) => runHtml(run, fill, medium)).join('')

function runHtml(run: Run, fill: Fill, medium: Medium): string {
  if ('piece' in run) {
    const { piece } = run
    if (piece.type === 'text') return escapeWords(piece.text)
    return piece.type === 'gap' ? `%%${piece.attrs.name}%%` : fill('hardBreak')
  }
  const words = runsHtml(run.runs, fill, medium)
  if (run.mark.type !== 'link') return fill(run.mark.type, { words })
  const href = addressIn(medium, run.mark.attrs.href)
  return href === null ? words : fill('link', { href, words })
}

// A page may be shared: its button leads to the booking page itself, and nobody's preferences are behind a link.
function addressIn(medium: Medium, href: string): string | null {
  if (medium === 'mail' || !isLinkGap(href)) return escapeAddress(href)
  if (href === '%%bookUrl%%') return '%%bookingPageUrl%%'
  return href === '%%preferencesUrl%%' ? null : href
}

type Picture = Extract<Block, { type: 'picture' }>['attrs']

function pictureSlots({ key, alt, width, height }: Picture, medium: Medium): Gaps {
  const shown = medium === 'mail' ? Math.min(width, MAIL_WIDTH) : width
  return {
    src: `${medium === 'mail' ? '%%siteUrl%%' : ''}/media/${key}`,
    alt: escapeWords(alt),
    width: String(shown),
    height: String(Math.max(1, Math.round((height * shown) / width))),
  }
}

// As React escapes, so that both write the same; and two percent signs in a row begin no gap.
const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' }
const escapeWords = (text: string) =>
  text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign).replace(/%(?=%)/g, '&#37;')
const escapeAddress = (href: string) => (isLinkGap(href) ? href : escapeWords(href))
