import type { Blocks } from '#letters'
import { text } from '../../platform/columns'
import type { DraftContent } from './compose'
import { readDoc, readDocToSend } from './document/read'
import { toHtml } from './document/to-html'
import { toText } from './document/to-text'

/** The columns that the content of a broadcast is made from. */
export const CONTENT = { subject: text, preheader: text, html: text, text, doc: text.orNull }

type Stored = { subject: string; preheader: string; html: string; text: string; doc: string | null }

/**
 * The content of a stored letter, its gaps not filled: written from its document when it is asked for, so that what is
 * scheduled, previewed and checked is made by the same blocks. A letter without a document has its own HTML and text.
 */
export const contentOf = (stored: Stored, blocks: Blocks): DraftContent => write(stored, blocks, readDoc)

/** The same of a letter that is to leave; throws `bad_input` where a picture says nothing or a link is not https. */
export const contentToSend = (stored: Stored, blocks: Blocks): DraftContent => write(stored, blocks, readDocToSend)

function write({ doc, ...stored }: Stored, blocks: Blocks, read: typeof readDoc): DraftContent {
  if (doc === null) return stored
  const letter = read(doc)
  return { ...stored, html: toHtml(letter, blocks, 'mail'), text: toText(letter) }
}
