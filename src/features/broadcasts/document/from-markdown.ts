import type { Nodes, PhrasingContent, RootContent } from 'mdast'
import { fromMarkdown as parse } from 'mdast-util-from-markdown'
import { type Block, GAPS, type Inline, type LetterDoc, letterDoc, type Mark } from './grammar'
import { isLinkAddress } from './link-address'
import { sayIssue } from './read'
import { tidy } from './tidy'
import { BUTTON_TITLE } from './to-markdown'

/** Something in a text that a letter cannot hold: its line, counted from 1, and a sentence on it. */
export type Refused = { line: number; sentence: string }

/**
 * Reads Markdown (CommonMark 0.31) into the same grammar. What a letter cannot hold (HTML, code, quotations, pictures
 * from elsewhere) is named with its line, and then there is no document.
 */
export function fromMarkdown(markdown: string): { doc: LetterDoc; refused: [] } | { doc: null; refused: Refused[] } {
  const refused: Refused[] = []
  const content = blocksOf(parse(markdown).children, (node, sentence) => {
    refused.push({ line: node.position?.start.line ?? 1, sentence })
    return []
  })
  if (refused.length > 0) return { doc: null, refused }
  const { data, error } = letterDoc.safeParse(tidy({ type: 'doc', content }))
  return data ? { doc: data, refused: [] } : { doc: null, refused: [{ line: 1, sentence: sayIssue(error.issues[0]) }] }
}

type Refuse = (node: Nodes, sentence: string) => []

const blocksOf = (nodes: readonly RootContent[], refuse: Refuse): Block[] =>
  nodes.flatMap((node) => blockOf(node, refuse))

function blockOf(node: RootContent, refuse: Refuse): Block | Block[] {
  switch (node.type) {
    case 'paragraph': {
      const [only, another] = node.children
      if (only?.type === 'image' && !another) return pictureOf(only, refuse)
      if (only?.type === 'link' && only.title === BUTTON_TITLE && !another) return buttonOf(only, refuse)
      return { type: 'paragraph', content: lineOf(node.children, refuse) }
    }
    case 'heading':
      return { type: 'heading', attrs: { level: node.depth <= 2 ? 2 : 3 }, content: lineOf(node.children, refuse) }
    case 'thematicBreak':
      return { type: 'rule' }
    case 'list':
      return listOf(node, refuse)
    case 'html': // what keeps two lists apart
      return node.value === '<!---->' ? [] : refuse(node, SENTENCES.html)
    default:
      return refuse(node, SENTENCES[node.type] ?? SENTENCES.other)
  }
}

const SENTENCES: Record<string, string> & { other: string; html: string } = {
  blockquote: 'A letter has no quotations that stand apart. Take away the > at the beginning of the line.',
  code: 'These words are indented like a programme. Take away the spaces at the beginning of the line.',
  inlineCode: 'A letter has no words in code. Take away the ` signs.',
  html: 'A letter holds no HTML. Write a \\ before the < if it is meant as a sign.',
  image: 'A picture stands on a line of its own.',
  definition: 'An address stands in round brackets right after the words of its link.',
  linkReference: 'An address stands in round brackets right after the words of its link.',
  other: 'There is something here that a letter cannot hold.',
}

function listOf(node: Extract<RootContent, { type: 'list' }>, refuse: Refuse): Block[] {
  if (node.ordered && node.start !== 1)
    return refuse(node, 'A numbered list begins with 1. If this is no list, write a \\ after the number.')
  const items = node.children.map(({ children }) => {
    const lines = children.map((part) =>
      part.type === 'paragraph'
        ? lineOf(part.children, refuse)
        : refuse(
            part,
            part.type === 'list' ? 'A list holds no other list.' : (SENTENCES[part.type] ?? SENTENCES.other),
          ),
    )
    const content = lines.flatMap((line, i): Inline[] => (i > 0 ? [{ type: 'hardBreak' }, ...line] : line))
    return { type: 'listItem', content: [{ type: 'paragraph', content }] } satisfies ListItem
  })
  return [{ type: node.ordered ? 'orderedList' : 'bulletList', content: items }]
}

type ListItem = Extract<Block, { type: 'bulletList' }>['content'][number]

function pictureOf(node: Extract<PhrasingContent, { type: 'image' }>, refuse: Refuse): Block[] {
  const [, key, width, height] = /^\/media\/([a-f0-9]{32}\.(?:jpg|png))#(\d{1,4})x(\d{1,4})$/.exec(node.url) ?? []
  if (key === undefined) return refuse(node, 'A picture comes from your own pictures, not from another address.')
  return [{ type: 'picture', attrs: { key, alt: node.alt ?? '', width: Number(width), height: Number(height) } }]
}

function buttonOf(node: Extract<PhrasingContent, { type: 'link' }>, refuse: Refuse): Block[] {
  if (!isLinkAddress(node.url)) return refuse(node, BAD_ADDRESS)
  return [{ type: 'button', attrs: { href: node.url, words: wordsOf(node.children) } }]
}

const BAD_ADDRESS = 'A link leads to an address that begins with https://, or with mailto: to write to somebody.'

const wordsOf = (nodes: readonly PhrasingContent[]): string =>
  nodes.map((node) => ('value' in node ? node.value : 'children' in node ? wordsOf(node.children) : '')).join('')

const lineOf = (nodes: readonly PhrasingContent[], refuse: Refuse, marks: Mark[] = []): Inline[] =>
  nodes.flatMap((node) => piecesOf(node, refuse, marks))

function piecesOf(node: PhrasingContent, refuse: Refuse, marks: Mark[]): Inline[] {
  const under = marks.length > 0 ? { marks } : {}
  const add = (mark: Mark) => (marks.some(({ type }) => type === mark.type) ? marks : [...marks, mark])
  switch (node.type) {
    case 'text':
      return textOf(node, refuse, under)
    case 'break':
      return [{ type: 'hardBreak', ...under }]
    case 'strong':
      return lineOf(node.children, refuse, add({ type: 'bold' }))
    case 'emphasis':
      return lineOf(node.children, refuse, add({ type: 'italic' }))
    case 'link':
      if (!isLinkAddress(node.url)) return refuse(node, BAD_ADDRESS)
      if (node.title)
        return refuse(node, 'A link has an address and nothing else. A button stands on a line of its own.')
      return lineOf(node.children, refuse, add({ type: 'link', attrs: { href: node.url } }))
    default:
      return refuse(node, SENTENCES[node.type] ?? SENTENCES.other)
  }
}

function textOf(node: Extract<PhrasingContent, { type: 'text' }>, refuse: Refuse, under: { marks?: Mark[] }): Inline[] {
  return node.value.split(/%%(\w+)%%/).flatMap((part, i): Inline[] => {
    if (i % 2 === 0) return part === '' ? [] : [{ type: 'text', text: part, ...under }]
    const name = GAPS.find((gap) => gap === part)
    if (name) return [{ type: 'gap', attrs: { name }, ...under }]
    return refuse(node, `Nothing is called %%${part}%%. A letter has ${GAPS.map((gap) => `%%${gap}%%`).join(' and ')}.`)
  })
}
