/** A provider at loopback that accepts at once and answers like Resend; with `rate` it refuses what is faster. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const { rate = 0, latencyMs = 0 } = JSON.parse(process.argv[2] ?? '{}') as { rate?: number; latencyMs?: number }
const TAG = Buffer.from('{"name":"delivery","value":"')
const WINDOW_MS = 1000

let tags = new Set<string>()
let count = { requests: 0, letters: 0, bytes: 0, refused: 0 }
let recent: number[] = []
let firstAt = 0

// A worker that is stopped in the middle of a letter is no trouble of the sink's.
const server = createServer((request, response) => void take(request, response).catch(() => response.destroy()))

async function take(request: IncomingMessage, response: ServerResponse) {
  const arrivedAt = performance.now()
  firstAt ||= arrivedAt
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  if (request.method === 'GET') return answer(response, 404, { name: 'not_found' }, {}) // it keeps no list of what it took
  if (rate > 0 && tooFast(arrivedAt)) return refuse(response)
  if (latencyMs > 0) await sleep(latencyMs)
  const letters = keep(Buffer.concat(chunks))
  const ids = Array.from({ length: letters }, (_, i) => ({
    id: `${crypto.randomUUID().slice(0, 28)}${count.requests}-${i}`,
  }))
  answer(response, 200, request.url === '/emails' ? ids[0] : { data: ids }, {})
}

// At most `rate` in any second, however the seconds are cut.
function tooFast(now: number): boolean {
  recent = recent.filter((at) => at > now - WINDOW_MS)
  if (recent.length >= rate) return true
  recent.push(now)
  return false
}

function refuse(response: ServerResponse) {
  count.refused++
  answer(response, 429, { name: 'rate_limit_exceeded', message: 'Too many requests.' }, { 'retry-after': '1' })
}

function keep(body: Buffer): number {
  let letters = 0
  for (let at = body.indexOf(TAG); at >= 0; at = body.indexOf(TAG, at + TAG.length)) {
    const start = at + TAG.length
    tags.add(body.toString('latin1', start, body.indexOf(34, start)))
    letters++
  }
  count = { ...count, requests: count.requests + 1, letters: count.letters + letters, bytes: count.bytes + body.length }
  return letters
}

function answer(response: ServerResponse, status: number, body: unknown, headers: Record<string, string>) {
  const left = String(Math.max(0, (rate || 10) - recent.length))
  const limits = { 'ratelimit-limit': String(rate || 10), 'ratelimit-remaining': left, 'ratelimit-reset': '1' }
  response.writeHead(status, { 'content-type': 'application/json', ...limits, ...headers }).end(JSON.stringify(body))
}

// A question may ask what had come so many milliseconds after the first request.
process.on('message', async (question: string | { afterMs: number }) => {
  if (typeof question === 'object') {
    while (firstAt === 0) await sleep(5)
    await sleep(firstAt + question.afterMs - performance.now())
  }
  process.send?.({ ...count, different: tags.size })
  if (question === 'reset') {
    tags = new Set()
    count = { requests: 0, letters: 0, bytes: 0, refused: 0 }
    firstAt = 0
  }
})
process.on('disconnect', () => process.exit())
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => process.send?.({ ready: (server.address() as AddressInfo).port }))
