import type { BlockContent, PhrasingContent, RootContent } from 'mdast'
import { toMarkdown as write } from 'mdast-util-to-markdown'
import { type Block, type Inline, type LetterDoc, type Line, shownLines } from './grammar'
import { type Run, runsOf } from './runs'

/** A gap among Markdown's own nodes: it is written as it is, where words would be escaped. */
export type GapNode = { type: 'gap'; name: string; position?: never }

declare module 'mdast' {
  interface PhrasingContentMap {
    gap: GapNode
  }
  interface RootContentMap {
    gap: GapNode
  }
}

/** The title that makes a link on a line of its own a button. */
export const BUTTON_TITLE = 'button'

/**
 * The letter as Markdown, for a form without JavaScript. Words, links, gaps and blocks come back from it; where bold
 * begins inside a word or a space stands at an edge, Markdown may move it, so it is never what is stored.
 */
export function toMarkdown(doc: LetterDoc): string {
  const children = doc.content.flatMap(blockNodes)
  return write({ type: 'root', children }, OPTIONS).trim()
}

const OPTIONS = {
  bullet: '-',
  emphasis: '*',
  rule: '-',
  resourceLink: true,
  handlers: { gap: ({ name }: GapNode) => `%%${name}%%` },
} as const

function blockNodes(one: Block): RootContent[] {
  const lines = shownLines(one)
  const [line = []] = lines
  switch (one.type) {
    case 'paragraph':
      return lines.length > 0 ? [{ type: 'paragraph', children: lineNodes(line) }] : []
    case 'heading':
      return lines.length > 0
        ? [{ type: 'heading', depth: one.attrs.level, children: lineNodes(withoutBreaks(line)) }]
        : []
    case 'bulletList':
    case 'orderedList':
      return lines.length > 0 ? [listNode(one.type === 'orderedList', lines)] : []
    case 'rule':
      return [{ type: 'thematicBreak' }]
    case 'picture': {
      const { key, alt, width, height } = one.attrs
      return [paragraph([{ type: 'image', url: `/media/${key}#${width}x${height}`, alt }])]
    }
    case 'button': {
      const { href: url, words: value } = one.attrs
      return [paragraph([{ type: 'link', url, title: BUTTON_TITLE, children: [{ type: 'text', value }] }])]
    }
  }
}

const paragraph = (children: PhrasingContent[]): BlockContent => ({ type: 'paragraph', children })

const listNode = (ordered: boolean, lines: readonly Line[]): RootContent => ({
  type: 'list',
  ordered,
  spread: false,
  children: lines.map((line) => ({ type: 'listItem', spread: false, children: [paragraph(lineNodes(line))] })),
})

// A heading is one line in Markdown.
const withoutBreaks = (line: Line): Line =>
  line.map((piece) => (piece.type === 'hardBreak' ? { ...piece, type: 'text', text: ' ' } : piece))

const lineNodes = (line: Line): PhrasingContent[] => runsOf(line.map(lessEmphatic)).map(runNode)

// Markdown cannot begin or end what is bold with a break, and an emphasised break looks the same as another.
function lessEmphatic(piece: Inline): Inline {
  if (piece.type !== 'hardBreak' || !piece.marks) return piece
  return { ...piece, marks: piece.marks.filter(({ type }) => type === 'link') }
}

function runNode(run: Run): PhrasingContent {
  if ('piece' in run) {
    const { piece } = run
    if (piece.type === 'text') return { type: 'text', value: piece.text }
    return piece.type === 'gap' ? { type: 'gap', name: piece.attrs.name } : { type: 'break' }
  }
  const children = run.runs.map(runNode)
  if (run.mark.type === 'link') return { type: 'link', url: run.mark.attrs.href, children }
  return { type: run.mark.type === 'bold' ? 'strong' : 'emphasis', children }
}
