import { env } from 'cloudflare:workers'
import { interceptFetch, type Statement, statementsIn } from './intercept-fetch.ts'

/** Listens to everything the service says to its database from now on; returns the different statements so far. */
export function recordStatements(): () => Statement[] {
  const heard = new Map<string, Statement>()
  interceptFetch(async (request, go) => {
    for (const statement of (await statementsIn(request)) ?? []) heard.set(statement.sql, statement)
    return go()
  })
  return () => [...heard.values()].filter(({ sql }) => !/^\s*(begin|commit|rollback|create|drop)/i.test(sql))
}

/** How often the service spoke to its database, and how many requests to the provider it made, since it was called. */
export function countRequests(): { database: number; emulator: number } {
  const trips = { database: 0, emulator: 0 }
  interceptFetch(async (request, go) => {
    if (await statementsIn(request)) trips.database += 1
    else trips.emulator += 1
    return go()
  })
  return trips
}

/** An index that holds only what is open now, or what waits to be mended, may be walked from end to end. */
const OF_WHAT_IS_OPEN = / USING (COVERING )?INDEX (batches_open|subscribers_zone_to_mend|deliveries_unfilled)$/

/** The tables among `big` that a statement reads from end to end, as the database's own plan says. */
export async function fullScans({ sql, args }: Statement, big: readonly string[]): Promise<string[]> {
  const named = [...sql.matchAll(/\b(?:from|join|update|into|,)\s+"?(\w+)"?(?:\s+(?:as\s+)?"?(\w+)"?)?/gi)]
  const tableOf = new Map(big.map((table) => [table, table]))
  for (const [, table = '', alias = ''] of named) if (big.includes(table)) tableOf.set(alias, table)
  const plan = await planOf({ sql, args })
  return plan.filter((step) => {
    const [, how, name = ''] = /^(SCAN|SEARCH) (\w+)/.exec(step) ?? []
    return tableOf.has(name) && (how === 'SCAN' ? !OF_WHAT_IS_OPEN.test(step) : step.includes('AUTOMATIC'))
  })
}

/** The steps of the database's own plan for a statement. */
export async function planOf({ sql, args }: Statement): Promise<string[]> {
  const stmt = { sql: `explain query plan ${sql}`, args }
  const body = JSON.stringify({ requests: [{ type: 'execute', stmt }, { type: 'close' }] })
  const answer = await fetch(`${Reflect.get(env, 'LIBSQL_URL')}v2/pipeline`, { method: 'POST', body })
  const { results } = await answer.json<{ results: Answer[] }>()
  const [first] = results
  if (first?.type !== 'ok') throw new Error(`${first?.error?.message}: ${sql}`)
  return (first.response?.result?.rows ?? []).map((row) => row.at(-1)?.value ?? '')
}

type Answer = {
  type: string
  error?: { message: string }
  response?: { result?: { rows: { value: string }[][] } }
}
