import { wholeText } from '../../../platform/whole-text'
import type { Inline } from './grammar'
import { joined } from './runs'

/**
 * A document before it is judged: without what editors leave behind. Words hold no control characters and no half
 * characters, neighbouring words are one piece, empty lines have no content, and no empty paragraph ends the letter.
 * What is no document is returned as it is.
 */
export function tidy(given: unknown): unknown {
  if (!isNode(given) || !Array.isArray(given.content)) return given
  const content: unknown[] = given.content.map(tidyNode)
  while (content.length > 1 && isEmptyParagraph(content.at(-1))) content.pop()
  return { ...given, content: content.length > 0 ? content : [{ type: 'paragraph' }] }
}

type Node = { type?: unknown; content?: unknown; text?: unknown; marks?: unknown; attrs?: unknown }
const isNode = (given: unknown): given is Node => typeof given === 'object' && given !== null && !Array.isArray(given)

function tidyNode(given: unknown): unknown {
  if (!isNode(given)) return given
  const { content, marks, ...node } = given
  if (typeof node.text === 'string') node.text = clean(node.text)
  if (isNode(node.attrs)) node.attrs = Object.fromEntries(Object.entries(node.attrs).map(tidyAttribute))
  return {
    ...node,
    ...(Array.isArray(content)
      ? inside(content.map(tidyNode).filter(isNotEmptyText))
      : content == null
        ? {}
        : { content }),
    ...(Array.isArray(marks) && marks.length === 0 ? {} : marks == null ? {} : { marks }),
  }
}

// Only what begins as text with marks of ours can be joined; all else is left for the grammar to judge.
function inside(content: unknown[]): { content?: unknown[] } {
  if (content.length === 0) return {}
  return { content: content.every(isPiece) ? joined(content) : content }
}

const isPiece = (given: unknown): given is Inline =>
  isNode(given) &&
  ['text', 'hardBreak', 'gap'].includes(String(given.type)) &&
  (given.type !== 'text' || typeof given.text === 'string') &&
  (given.marks === undefined || (Array.isArray(given.marks) && given.marks.every(isMark)))

const isMark = (given: unknown): boolean =>
  isNode(given) &&
  (given.type === 'link' ? isNode(given.attrs) && Object.keys(given).length === 2 : Object.keys(given).length === 1)

const isNotEmptyText = (given: unknown): boolean => !(isNode(given) && given.type === 'text' && given.text === '')

const isEmptyParagraph = (given: unknown): boolean =>
  isNode(given) && given.type === 'paragraph' && given.content === undefined

const tidyAttribute = ([name, value]: [string, unknown]): [string, unknown] => [
  name,
  (name === 'alt' || name === 'words') && typeof value === 'string' ? clean(value).trim() : value,
]

const clean = (text: string): string => wholeText(text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' '))
