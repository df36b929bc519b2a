import { Agent, request } from 'node:http'
import { json } from 'node:stream/consumers'

/** A server that says nothing for so long has stopped. */
const STOPPED_MS = 15_000

/** Speaks Hrana over HTTP to a libSQL server, over kept connections and without a client library. */
export function openLine(port: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const ask = (...requests: object[]): Promise<Said> =>
    new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json' }
      const sent = request(
        { agent, host: '127.0.0.1', port, path: '/v3/pipeline', method: 'POST', headers },
        (answer) => json(answer).then((said) => resolve(said as Said), reject),
      )
      sent.setTimeout(STOPPED_MS, () => sent.destroy(new Error(`no answer for ${STOPPED_MS / 1000} s`)))
      sent.once('error', reject)
      sent.end(JSON.stringify({ requests: [...requests, { type: 'close' }] }))
    })

  return {
    /** One transaction; the server may be busy, or refuse to take it at all. */
    async write(...statements: string[]): Promise<'written' | 'busy' | 'refused'> {
      const { results } = await ask({ type: 'batch', batch: { steps: transaction(statements) } })
      if (!results) return 'refused'
      const errors = results[0]?.response?.result?.step_errors?.filter((error) => error !== null) ?? []
      return errors.length > 0 || results[0]?.type === 'error' ? 'busy' : 'written'
    },
    read: (sql: string) => ask({ type: 'execute', stmt: { sql, want_rows: true } }),
    async count(table: string): Promise<number> {
      const { results } = await ask({
        type: 'execute',
        stmt: { sql: `select count(*) from ${table}`, want_rows: true },
      })
      return Number(results?.[0]?.response?.result?.rows?.[0]?.[0]?.value)
    },
    close: () => agent.destroy(),
  }
}

type Said = {
  results?: {
    type: string
    response?: { result?: { step_errors?: (object | null)[]; rows?: { value: string }[][] } }
  }[]
}

// As libSQL's own client words a batch: each step runs if the one before went well, and what failed is rolled back.
function transaction(statements: string[]): object[] {
  const stmt = (sql: string) => ({ stmt: { sql, want_rows: true } })
  const ifWell = (step: number) => ({
    condition: {
      type: 'and',
      conds: [
        { type: 'ok', step },
        { type: 'not', cond: { type: 'is_autocommit' } },
      ],
    },
  })
  return [
    stmt('begin immediate'),
    ...statements.map((sql, i) => ({ ...stmt(sql), ...ifWell(i) })),
    { ...stmt('commit'), ...ifWell(statements.length) },
    { ...stmt('rollback'), condition: { type: 'not', cond: { type: 'ok', step: statements.length + 1 } } },
  ]
}
