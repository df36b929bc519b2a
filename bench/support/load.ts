import { Agent, type IncomingMessage, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

export type Call = { method: 'GET' | 'POST'; url: string; headers?: Record<string, string>; body?: string }

const TIMEOUT_MS = 30_000
const MAX_OPEN = 32

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

/** Makes `count` requests, so many a second whatever is answered, unless as many wait for their answers as it may hold. */
export async function loadAtRate(count: number, aSecond: number, make: (i: number) => Call | Promise<Call>) {
  const agent = new Agent({ keepAlive: true, maxSockets: MAX_OPEN })
  const statuses = new Map<number, number>()
  const open = new Set<Promise<void>>()
  const start = performance.now()
  for (let i = 0; i < count; i++) {
    const early = start + (i / aSecond) * 1000 - performance.now()
    if (early > 5) await sleep(early)
    if (open.size >= MAX_OPEN) await Promise.race(open)
    const answered = call(agent, await make(i)).then((status) => {
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      open.delete(answered)
    })
    open.add(answered)
  }
  await Promise.all(open)
  agent.destroy()
  return { aSecond: count / ((performance.now() - start) / 1000), statuses }
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
