import type { Blocks } from '#letters'
import { text } from '../../platform/columns'
import type { DraftContent } from './compose'
import { readDoc } from './document/read'
import { toHtml } from './document/to-html'
import { toText } from './document/to-text'

/** The columns that the content of a broadcast is made from. */
export const CONTENT = { subject: text, preheader: text, html: text, text, doc: text.orNull }

type Stored = { subject: string; preheader: string; html: string; text: string; doc: string | null }

/**
 * The content of a stored letter, its gaps not filled: written from its document when it is asked for, so that what is
 * scheduled, previewed and checked is made by the same blocks. A letter without a document has its own HTML and text.
 */
export function contentOf({ doc, ...stored }: Stored, blocks: Blocks): DraftContent {
  if (doc === null) return stored
  const read = readDoc(doc)
  return { ...stored, html: toHtml(read, blocks, 'mail'), text: toText(read) }
}
