import { problem } from '../../../platform/errors'
import { fromMarkdown } from './from-markdown'
import type { LetterDoc } from './grammar'
import { MAX_DOC_CHARS } from './read'
import { toMarkdown } from './to-markdown'

/**
 * The letter that a form without JavaScript sends. Where its text is what `toMarkdown` wrote of the stored letter, that
 * letter is kept to the last space. Throws `too_large`, or `bad_input` with a sentence and its line.
 */
export function readMarkdown(markdown: string, stored: LetterDoc): LetterDoc {
  if (markdown.length > MAX_DOC_CHARS) throw problem('too_large', 'This letter is longer than a letter can be.')
  const text = asStored(markdown) // forms send CRLF (html.spec.whatwg.org, "normalize newlines")
  if (text === asStored(toMarkdown(stored))) return stored
  const { doc, refused } = fromMarkdown(text)
  if (doc) return doc
  throw problem('bad_input', refused.map(({ line, sentence }) => `Line ${line}: ${sentence}`).join(' '))
}

const asStored = (markdown: string) => markdown.replace(/\r\n?/g, '\n').trim()
