import { Agent, type IncomingMessage, request } from 'node:http'

export type Call = { method: 'GET' | 'POST'; url: string; headers?: Record<string, string>; body?: string }

const TIMEOUT_MS = 30_000

/** Makes `count` requests, so many at a time; tells how long each took (ms) and what was answered. */
export async function load(count: number, atOnce: number, make: (i: number) => Call) {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const took: number[] = []
  const statuses = new Map<number, number>()
  let next = 0
  const start = performance.now()
  const lane = async () => {
    while (next < count) {
      const began = performance.now()
      const status = await call(agent, make(next++))
      took.push(performance.now() - began)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  agent.destroy()
  took.sort((a, b) => a - b)
  const at = (share: number) => took[Math.ceil(took.length * share) - 1] ?? 0
  return { aSecond: count / ((performance.now() - start) / 1000), p50: at(0.5), p99: at(0.99), statuses }
}

function call(agent: Agent, { method, url, headers = {}, body }: Call): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent }, (answer: IncomingMessage) => {
      answer.resume()
      answer.once('end', () => resolve(answer.statusCode ?? 0))
    })
    sent.once('error', reject)
    sent.setTimeout(TIMEOUT_MS, () => sent.destroy(new Error(`no answer from ${url} within ${TIMEOUT_MS / 1000} s`)))
    sent.end(body)
  })
}
