import { type Block, linesOf } from '../document/grammar'

/** What a block says, gaps left out: the words of each of its lines, of a picture what it shows. */
export function wordsOf(one: Block): string[] {
  if (one.type === 'picture') return [one.attrs.alt]
  if (one.type === 'button') return [one.attrs.words]
  return linesOf(one).map((line) => line.map((piece) => (piece.type === 'text' ? piece.text : ' ')).join(''))
}

/** How many words a text has. */
export const countWords = (text: string): number =>
  text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
