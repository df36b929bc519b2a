import type { Node } from 'typescript/unstable/ast'

/** A piece of text where it stands in the file, or a hole. */
export type Piece = { text: string; position: number } | { hole: Node; position: number }

/** A piece of SQL: a name or keyword, a quoted name, a text, a mark, or a hole that only running the code would fill. */
export type Token = { kind: 'word' | 'quoted' | 'string' | 'mark' | 'hole'; text: string; position: number }

const HOLE = '\u{F0000}'
const TOKEN =
  /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|[\p{L}_][\p{L}\p{N}_$]*|\u{F0000}|\S/gu

/** The tokens of SQL that stands in pieces, without its comments. */
export function tokensOf(pieces: readonly Piece[]): Token[] {
  const starts: { at: number; position: number }[] = []
  let whole = ''
  for (const piece of pieces) {
    starts.push({ at: whole.length, position: piece.position })
    whole += 'text' in piece ? piece.text : HOLE
  }
  const positionOf = (at: number) => {
    const start = starts.findLast((one) => one.at <= at) ?? { at: 0, position: 0 }
    return start.position + at - start.at
  }
  return [...whole.matchAll(TOKEN)].flatMap(({ 0: text, index }) => {
    if (/^(--|\/\*)/.test(text)) return []
    return [{ ...kindOf(text), position: positionOf(index) }]
  })
}

function kindOf(text: string): Pick<Token, 'kind' | 'text'> {
  if (text === HOLE) return { kind: 'hole', text: '?' }
  if (text.startsWith("'")) return { kind: 'string', text: text.slice(1, -1).toLowerCase() }
  if (/^["`[]./.test(text)) return { kind: 'quoted', text: text.slice(1, -1).toLowerCase() }
  return { kind: /^[\p{L}_]/u.test(text) ? 'word' : 'mark', text: text.toLowerCase() }
}
