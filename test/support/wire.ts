import { onTestFinished } from 'vitest'

/** What a test may do with a request that the service makes: look at it, send it on (or another), lose its answer. */
export type Bend = (request: Request, go: (request?: Request) => Promise<Response>) => Promise<Response>

/**
 * Puts itself between the service and the world, which it reaches by fetch alone, until it is let go or the test ends;
 * the last to come hears first. Returns what lets it go.
 */
export function bendWire(bend: Bend): () => void {
  const before = globalThis.fetch
  const bent: typeof fetch = (input, init) => {
    const request = new Request(input as Request, init)
    return bend(request, (other = request) => before(other))
  }
  const letGo = () => {
    if (globalThis.fetch === bent) globalThis.fetch = before
  }
  globalThis.fetch = bent
  onTestFinished(letGo)
  return letGo
}

/** Whether a request wants the postman to send letters. */
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
