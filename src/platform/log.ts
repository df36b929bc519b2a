/** Writes one structured line; values are counts, codes and route names, never an address or a token. */
export function log(event: string, facts: Record<string, string | number | boolean | null | undefined> = {}): void {
  console.log(JSON.stringify({ event, ...facts }))
}

/** What a log may say of an error: its name and, where it names no values, its message. */
export function describeError(error: unknown): { error: string; reason?: string } {
  if (!(error instanceof Error)) return { error: 'unknown' }
  const { cause } = error
  // drizzle's own message repeats the values of the statement, among them addresses; the cause does not. Its name is
  // `Error`.
  if ('query' in error && 'params' in error)
    return cause instanceof Error ? describeError(cause) : { error: 'DrizzleQueryError' }
  return { error: error.name, reason: error.message.slice(0, 200) }
}
