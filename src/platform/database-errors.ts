/**
 * Whether the database is away or overloaded: it did not answer, answered that it cannot just now, or gave up waiting
 * for its turn. Nothing is wrong with the statement, and trying it again later is right. What a request that timed out
 * asked for may have been written or not.
 */
export function isDatabaseAway(error: unknown): boolean {
  const cause = rootOf(error)
  if (!(cause instanceof Error)) return false
  if (cut.has(cause) || TIMED_OUT.has(cause.name)) return true
  const code = codeOf(cause)
  if (code === undefined) return cause instanceof TypeError && cause.message === 'fetch failed'
  return code === 'SERVER_ERROR' ? !REFUSALS.has(statusOf(cause)) : AWAY.has(code)
}

/** Whether the database refused the statement or its data, so that trying it again would be in vain. */
export function isStatementRefused(error: unknown): boolean {
  const cause = rootOf(error)
  return cause instanceof Error && codeOf(cause) !== undefined && !isDatabaseAway(cause)
}

/**
 * Whether doing the same in smaller parts may find what is at fault: the data was refused, or the server failed over it
 * without a reason (HTTP 500, as for a text that is not UTF-8).
 */
export function isAboutData(error: unknown): boolean {
  return !isDatabaseAway(error) || failedWithoutAWord(error)
}

/** Whether the server failed without saying why, so that nothing may be concluded about the data. */
export function failedWithoutAWord(error: unknown): boolean {
  const cause = rootOf(error)
  return cause instanceof Error && codeOf(cause) === 'SERVER_ERROR' && statusOf(cause) === 500
}

/** Whether the database did nothing because it was busy with others, so that an immediate retry is safe. */
export function isDatabaseBusy(error: unknown): boolean {
  const cause = rootOf(error)
  if (!(cause instanceof Error)) return false
  return BUSY.has(codeOf(cause) ?? '') || (codeOf(cause) === 'SERVER_ERROR' && statusOf(cause) === 429)
}

/** Marks what broke on the way to the database or back, whatever the runtime calls it. */
export function cutOff(error: unknown): Error {
  const cause = error instanceof Error ? error : new Error(String(error))
  cut.add(cause)
  return cause
}

const cut = new WeakSet<Error>()

const TIMED_OUT = new Set(['TimeoutError', 'AbortError'])

// Another writer held the lock, and the statement or its transaction did not begin.
const BUSY = new Set(['SQLITE_BUSY', 'SQLITE_LOCKED', 'TRANSACTION_BUSY'])

// The codes of SQLite and of the libSQL server that tell of its state, not of a statement; every other is a refusal.
const AWAY = new Set([
  ...BUSY,
  ...['SQLITE_IOERR', 'SQLITE_FULL', 'SQLITE_NOMEM', 'SQLITE_CANTOPEN', 'SQLITE_READONLY', 'SQLITE_CORRUPT'],
  ...['SQLITE_NOTADB', 'SQLITE_PROTOCOL', 'SQLITE_INTERRUPT', 'SQLITE_ABORT', 'SQLITE_SCHEMA', 'SQLITE_INTERNAL'],
  ...['TRANSACTION_TIMEOUT', 'TRANSACTION_CLOSED', 'STREAM_EXPIRED', 'BLOCKED', 'PROXY_ERROR'],
  ...['HRANA_PROTO_ERROR', 'HRANA_CLOSED_ERROR', 'INTERNAL_ERROR', 'PROTOCOL_VERSION_ERROR'],
])

// HTTP statuses that are about the request itself.
const REFUSALS = new Set([400, 413, 414, 422])

// drizzle wraps the error of a single statement, and passes on that of a batch unchanged.
function rootOf(error: unknown): unknown {
  const wrapped = error instanceof Error && 'query' in error && 'params' in error
  return wrapped ? rootOf(error.cause) : error
}

function codeOf(error: Error): string | undefined {
  const ofDatabase = error.name === 'LibsqlError' || error.name === 'LibsqlBatchError'
  // Some servers name the finer code, such as SQLITE_CONSTRAINT_UNIQUE.
  return ofDatabase && 'code' in error ? String(error.code).replace(/^(SQLITE_[A-Z]+)_.*/, '$1') : undefined
}

function statusOf({ cause }: Error): number {
  return cause instanceof Error && 'status' in cause ? Number(cause.status) : 0
}
