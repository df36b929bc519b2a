/** A piece of SQL as the source writes it: where it stands, and what stands in it between the holes, in order. */
export type WrittenSql = { at: string; pieces: string[] }

/** Whether a statement may have been made from a piece: all of it stands there, in its order. */
export function isMadeFrom(statement: string, { pieces }: WrittenSql): boolean {
  let from = 0
  for (const piece of pieces) {
    const found = statement.indexOf(piece, from)
    if (found < 0) return false
    from = found + piece.length
  }
  return true
}
