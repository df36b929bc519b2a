import { type Block, type Inline, type LetterDoc, type Line, shownLines } from './grammar'
import { isLinkGap } from './link-address'
import { type Run, runsOf } from './runs'

/** A block as text, with the line breaks that stand at least before and after it. */
type Piece = { text: string; before: number; after: number }

/** The words as plain text, each address after its words; the same as is made of the lessons. */
export function toText(doc: LetterDoc): string {
  let text = ''
  let after = 0
  for (const one of doc.content) {
    const piece = blockText(one)
    if (piece === null) continue
    text += text === '' ? piece.text : '\n'.repeat(Math.max(after, piece.before)) + piece.text
    after = piece.after
  }
  return text.trim()
}

function blockText(one: Block): Piece | null {
  const lines = shownLines(one)
  const texts = lines.map(lineText)
  switch (one.type) {
    case 'paragraph':
      return texts[0] === undefined ? null : { text: texts[0], before: 2, after: 2 }
    case 'heading':
      return texts[0] === undefined ? null : { text: texts[0], ...AROUND_HEADING[one.attrs.level] }
    case 'bulletList':
      return listText(texts.map((text) => [' * ', text]))
    case 'orderedList':
      return listText(texts.map((text, i) => [` ${i + 1}. `, text]))
    case 'rule':
      return { text: '-'.repeat(24), before: 2, after: 2 }
    case 'picture':
      return { text: one.attrs.alt.trim() ? `[Picture: ${closed(one.attrs.alt)}]` : '[Picture]', before: 2, after: 2 }
    case 'button':
      return { text: `${closed(one.attrs.words)}: ${one.attrs.href}`, before: 2, after: 2 }
  }
}

// Each line of an item stands under its first.
function listText(items: readonly (readonly [sign: string, text: string])[]): Piece | null {
  if (items.length === 0) return null
  const width = Math.max(...items.map(([sign]) => sign.length))
  const texts = items.map(([sign, text]) => sign.padEnd(width) + text.replaceAll('\n', `\n${' '.repeat(width)}`))
  return { text: texts.join('\n'), before: 1, after: 2 }
}

const AROUND_HEADING = { 2: { before: 3, after: 2 }, 3: { before: 3, after: 1 } }

// Words are joined before they are closed, so that nothing typed in two pieces is a gap.
function lineText(line: Line): string {
  let text = ''
  let words = ''
  for (const part of partsOf(runsOf(line))) {
    if ('words' in part) words += part.words
    else {
      text += `${closed(words)}%%${part.gap}%%`
      words = ''
    }
  }
  return (text + closed(words)).replace(/ *\n */g, '\n').trim()
}

type Part = { words: string } | { gap: string }

function partsOf(runs: readonly Run[]): Part[] {
  return runs.flatMap((run) => {
    if ('piece' in run) return partOf(run.piece)
    const inside = partsOf(run.runs)
    if (run.mark.type !== 'link') return inside
    const address = addressPart(run.mark.attrs.href)
    // Words that are the address itself say it once.
    return isItself(inside, address) ? inside : [...inside, { words: ': ' }, address]
  })
}

function partOf(piece: Inline): Part {
  if (piece.type === 'gap') return { gap: piece.attrs.name }
  return { words: piece.type === 'text' ? piece.text : '\n' }
}

const addressPart = (href: string): Part => (isLinkGap(href) ? { gap: href.slice(2, -2) } : { words: href })

const isItself = ([only, another]: readonly Part[], address: Part): boolean =>
  another === undefined && only !== undefined && 'words' in only && 'words' in address && only.words === address.words

// In plain text nothing can be escaped, so two percent signs in a row are written apart: they could begin a gap.
const closed = (words: string): string => words.replace(/[^\S\n]+/g, ' ').replace(/%(?=%)/g, '% ')
