import { onTestFinished } from 'vitest'

/** What a test may do with a request that the service makes: look at it, send it on (or another), lose its answer. */
export type Intercept = (request: Request, go: (request?: Request) => Promise<Response>) => Promise<Response>

/**
 * Stands between the service and everything it reaches by fetch, until it is removed or the test ends;
 * the last one added is asked first. Returns what removes it.
 */
export function interceptFetch(intercept: Intercept): () => void {
  const before = globalThis.fetch
  const intercepted: typeof fetch = (input, init) => {
    const request = new Request(input as Request, init)
    return intercept(request, (other = request) => before(other))
  }
  const restore = () => {
    if (globalThis.fetch === intercepted) globalThis.fetch = before
  }
  globalThis.fetch = intercepted
  onTestFinished(restore)
  return restore
}

/** Whether a request wants the provider to send letters. */
export const sendsLetters = ({ method, url }: Request) => method === 'POST' && /\/emails(\/batch)?$/.test(url)

export type Statement = { sql: string; args: unknown[] }

/** The statements of a request to the database, in order; undefined for any other request. */
export async function statementsIn(request: Request): Promise<Statement[] | undefined> {
  if (!/\/v\d\/pipeline$/.test(new URL(request.url).pathname)) return undefined
  const { requests } = await request.clone().json<{ requests: Asked[] }>()
  const stored = new Map(requests.map(({ sql_id, sql }) => [sql_id, sql]))
  const said = requests.flatMap(({ stmt, batch }) => [stmt, ...(batch?.steps.map((step) => step.stmt) ?? [])])
  return said
    .filter((one) => one !== undefined)
    .map(({ sql, sql_id, args }) => ({ sql: sql ?? stored.get(sql_id) ?? '', args: args ?? [] }))
}

// Hrana over HTTP: a statement that a batch holds is stored first and named by a number (libsql's HTTP_V2_SPEC.md).
type Said = { sql?: string; sql_id?: number; args?: unknown[] }
type Asked = { sql?: string; sql_id?: number; stmt?: Said; batch?: { steps: { stmt: Said }[] } }
