import { parseDocument } from 'htmlparser2'
import type { LetterDoc } from '../../src/features/broadcasts/document/grammar.ts'
import { readDoc } from '../../src/features/broadcasts/document/read.ts'

type Node = { type: string; name?: string; data?: string; attribs?: Record<string, string>; children?: Node[] }

/** The letter in a piece of web HTML, as the editor reads it; throws at an element that no letter has. */
export function docOfHtml(html: string): LetterDoc {
  return readDoc(JSON.stringify({ type: 'doc', content: (parseDocument(html).children as Node[]).map(blockOf) }))
}

const BLOCKS: Record<string, object> = {
  p: { type: 'paragraph' },
  h2: { type: 'heading', attrs: { level: 2 } },
  h3: { type: 'heading', attrs: { level: 3 } },
}

function blockOf({ name = 'text', children = [] }: Node) {
  const block = BLOCKS[name]
  if (!block) throw new Error(`No letter has <${name}>`)
  return { ...block, content: children.flatMap((node) => piecesOf(node, [])) }
}

function piecesOf({ name, data, attribs, children = [] }: Node, marks: object[]): object[] {
  if (name === undefined) return [{ type: 'text', text: data, marks }]
  if (name === 'br') return [{ type: 'hardBreak', marks }]
  const mark = {
    a: { type: 'link', attrs: { href: attribs?.href } },
    em: { type: 'italic' },
    strong: { type: 'bold' },
  }[name]
  if (!mark) throw new Error(`No line of a letter has <${name}>`)
  return children.flatMap((node) => piecesOf(node, [...marks, mark]))
}
