import { setTimeout as sleep } from 'node:timers/promises'

type Watch = {
  url: string
  /** Ends the database and starts it again; `trouble` says what is wrong with it. */
  restart: (trouble: string) => Promise<unknown>
  everyMs?: number
  /** How long it may take to write nothing. Longer than that, four times in a row, is too long. */
  patienceMs?: number
}

const TIMES = 4

/**
 * Checks every few seconds that a libSQL server writes, and has it restarted when not; the returned function ends that.
 */
export function watchDatabase({ url, restart, everyMs = 5000, patienceMs = 4000 }: Watch) {
  const ending = new AbortController()
  const ask = (...sql: string[]) => answers(url, sql, patienceMs)
  async function watch() {
    for (let missed = 0; !ending.signal.aborted; await sleep(everyMs, undefined, { signal: ending.signal })) {
      missed = (await ask('begin immediate', 'commit')) ? 0 : missed + 1
      if (missed < TIMES || ending.signal.aborted) continue
      await restart((await ask('select 1')) ? 'answers reads and no writes' : 'does not answer')
      missed = 0
    }
  }
  watch().catch((error: Error) => ending.signal.aborted || console.error(`\n  ${error.message}\n`))
  return () => ending.abort()
}

// Hrana over HTTP; the stream is closed with what was asked, so that no transaction of the watch stays open.
async function answers(url: string, sql: readonly string[], patienceMs: number): Promise<boolean> {
  const requests = [...sql.map((one) => ({ type: 'execute', stmt: { sql: one } })), { type: 'close' }]
  try {
    const signal = AbortSignal.timeout(patienceMs)
    const answer = await fetch(`${url}/v2/pipeline`, { method: 'POST', body: JSON.stringify({ requests }), signal })
    const { results } = (await answer.json()) as { results?: { type: string }[] }
    return results?.every(({ type }) => type === 'ok') ?? false
  } catch {
    return false
  }
}
