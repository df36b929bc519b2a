import { type Inline, isBlank, type Line, type Mark } from './grammar'

/** A part of a line: one piece of words, or what stands under one mark. */
export type Run = { mark: Mark; runs: readonly Run[] } | { piece: Inline }

/** The order in which marks stand around words: a link around bold around italic. */
const ORDER = ['link', 'bold', 'italic'] as const

/**
 * A line as a tree: neighbours under the same mark stand under it together, so that a link that is partly bold is one
 * link, and neighbouring words are one piece. Space and breaks alone stand under no mark.
 */
export const runsOf = (line: Line): Run[] => under(joined(line), ORDER)

function under(line: Line, types: readonly Mark['type'][]): Run[] {
  const [type, ...rest] = types
  if (type === undefined) return line.map((piece) => ({ piece }))
  const runs: Run[] = []
  for (let from = 0; from < line.length; ) {
    const mark = markOf(line[from], type)
    let to = from + 1
    while (to < line.length && isSame(mark, markOf(line[to], type))) to++
    const some = line.slice(from, to)
    const inside = under(some, rest)
    if (mark && !isBlank(some)) runs.push({ mark, runs: inside })
    else runs.push(...inside)
    from = to
  }
  return runs
}

/** The same line with neighbouring words under the same marks as one piece: no gap arises where two of them meet. */
export function joined(line: Line): Inline[] {
  const pieces: Inline[] = []
  for (const piece of line) {
    const last = pieces.at(-1)
    if (piece.type === 'text' && last?.type === 'text' && ORDER.every((t) => isSame(markOf(last, t), markOf(piece, t))))
      pieces[pieces.length - 1] = { ...last, text: last.text + piece.text }
    else pieces.push(piece)
  }
  return pieces
}

const markOf = (piece: Inline | undefined, type: Mark['type']) => piece?.marks?.find((mark) => mark.type === type)

const isSame = (one: Mark | undefined, other: Mark | undefined): boolean =>
  one?.type === other?.type && addressOf(one) === addressOf(other)

const addressOf = (mark: Mark | undefined) => (mark?.type === 'link' ? mark.attrs.href : undefined)
