import type { Block, LetterDoc } from './grammar'

/** The pictures of a letter, in their order. */
export function picturesOf({ content }: LetterDoc): Extract<Block, { type: 'picture' }>['attrs'][] {
  return content.flatMap((one) => (one.type === 'picture' ? [one.attrs] : []))
}
