import * as z from 'zod'
import { isForSending, isLinkAddress } from './link-address'

/** What a letter's words may be filled with; a reader's links are in `LINK_GAPS`. */
export const GAPS = ['commaName', 'senderName'] as const

/** The most blocks of a letter, the most pieces of a line, and the most characters of one piece. */
const MAX_BLOCKS = 300
const MAX_PIECES = 500
const MAX_WORDS = 5000
const MAX_BUTTON_WORDS = 60
const MAX_ALT = 300

const NO_GAP = 'Two percent signs in a row cannot stand in a letter: they are kept for the name of the reader.'
const BAD_LINK = 'A link leads to an address that begins with https://, or with mailto: to write to somebody.'
const NO_WORDS = 'This letter has no words yet.'
const NO_ALT = 'Every picture needs a sentence that says what it shows.'
const NOT_HTTPS = 'A link in a letter begins with https://.'

const words = (most: number) =>
  z
    .string()
    .max(most)
    .refine((text) => !text.includes('%%'), NO_GAP)
const href = z.string().refine(isLinkAddress, BAD_LINK)

const mark = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('bold') }),
  z.strictObject({ type: z.literal('italic') }),
  z.strictObject({ type: z.literal('link'), attrs: z.strictObject({ href }) }),
])
const marks = z
  .array(mark)
  .max(3)
  .refine((all) => new Set(all.map(({ type }) => type)).size === all.length, 'Each mark stands once.')
  .optional()
const inline = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: words(MAX_WORDS).min(1), marks }),
  z.strictObject({ type: z.literal('hardBreak'), marks }),
  z.strictObject({ type: z.literal('gap'), attrs: z.strictObject({ name: z.enum(GAPS) }), marks }),
])
const line = z.array(inline).max(MAX_PIECES).optional()
const paragraph = z.strictObject({ type: z.literal('paragraph'), content: line })
const items = z
  .array(z.strictObject({ type: z.literal('listItem'), content: z.tuple([paragraph]) }))
  .min(1)
  .max(100)
const picture = z.strictObject({
  key: z.string().regex(/^[a-f0-9]{32}\.(?:jpg|png)$/),
  alt: words(MAX_ALT),
  width: z.int().min(1).max(1200),
  height: z.int().min(1).max(4000),
})
const block = z.discriminatedUnion('type', [
  paragraph,
  z.strictObject({ type: z.literal('heading'), attrs: z.strictObject({ level: z.literal([2, 3]) }), content: line }),
  z.strictObject({ type: z.literal('bulletList'), content: items }),
  z.strictObject({ type: z.literal('orderedList'), content: items }),
  z.strictObject({ type: z.literal('rule') }),
  z.strictObject({ type: z.literal('picture'), attrs: picture }),
  z.strictObject({ type: z.literal('button'), attrs: z.strictObject({ href, words: words(MAX_BUTTON_WORDS).min(1) }) }),
])

/**
 * The closed grammar of a letter's words, as strong as a draft needs it: all that the editor makes, that is stored and
 * that is ever rendered. Where a letter is to leave, `letterToSend` asks for more.
 */
export const letterDoc = z.strictObject({ type: z.literal('doc'), content: z.array(block).min(1).max(MAX_BLOCKS) })

/** The same as strong as sending needs it: it says something, pictures say what they show, links are https. */
export const letterToSend = letterDoc.superRefine((doc, context) => {
  if (!doc.content.some(showsSomething)) context.addIssue({ code: 'custom', message: NO_WORDS, path: [] })
  for (const [i, one] of doc.content.entries()) {
    const path = ['content', i]
    if (one.type === 'picture' && one.attrs.alt.trim() === '')
      context.addIssue({ code: 'custom', message: NO_ALT, path })
    if (!linksOf(one).every(isForSending)) context.addIssue({ code: 'custom', message: NOT_HTTPS, path })
  }
})

export type LetterDoc = z.infer<typeof letterDoc>
export type Block = z.infer<typeof block>
export type Inline = z.infer<typeof inline>
export type Mark = z.infer<typeof mark>
export type Line = readonly Inline[]

/** A letter without a word. */
export const emptyDoc: LetterDoc = { type: 'doc', content: [{ type: 'paragraph' }] }

/** The lines of words in a block, in their order. */
export function linesOf(one: Block): Line[] {
  if (one.type === 'paragraph' || one.type === 'heading') return [one.content ?? []]
  if (one.type === 'bulletList' || one.type === 'orderedList')
    return one.content.map((item) => item.content[0].content ?? [])
  return []
}

/** The addresses that a block leads to, once for each piece of words. */
export function linksOf(one: Block): string[] {
  if (one.type === 'button') return [one.attrs.href]
  return linesOf(one).flatMap((line) => line.flatMap((piece) => hrefOf(piece) ?? []))
}

/** Where a piece of words leads to, if it is part of a link. */
export function hrefOf(piece: Inline): string | undefined {
  for (const one of piece.marks ?? []) if (one.type === 'link') return one.attrs.href
}

/** The lines of a block that show something, without breaks before their first words and after their last. */
export function shownLines(one: Block): Line[] {
  return linesOf(one).flatMap((line) => {
    const from = line.findIndex((piece) => piece.type !== 'hardBreak')
    const to = line.findLastIndex((piece) => piece.type !== 'hardBreak')
    return isBlank(line) ? [] : [line.slice(from, to + 1)]
  })
}

const showsSomething = (one: Block): boolean =>
  one.type === 'picture' || one.type === 'button' || shownLines(one).length > 0

/** Whether a line shows nothing: no gap, and no words but space. */
export const isBlank = (line: Line): boolean =>
  line.every((piece) => piece.type === 'hardBreak' || (piece.type === 'text' && piece.text.trim() === ''))
