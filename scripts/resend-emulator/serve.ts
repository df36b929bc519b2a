import type { IncomingHttpHeaders } from 'node:http'
import { accept, refused, type Sending } from './accept.ts'
import { list, retrieve } from './archive.ts'
import { type Box, countRequest, now, type Reply } from './box.ts'
import { refusals } from './refusals.ts'
import { carryOut, lettersIn, type Outcome, takeOrder } from './trouble.ts'

type Request = { method: string; path: string; query: URLSearchParams; headers: IncomingHttpHeaders; body: string }

/** Answers a request as Resend would, or makes the trouble that was ordered, and remembers having seen it. */
export async function serve(box: Box, request: Request): Promise<Outcome> {
  const { tooFast, headers } = countRequest(box)
  const key = (request.headers['idempotency-key'] as string | undefined) ?? null
  const body = parse(request.body)
  const seen = { method: request.method, path: request.path, key, count: lettersIn(body).length }
  const record = { ...seen, status: null as number | null, replayed: false, at: isoNow(box), atMs: Date.now() }
  box.seen.push(record)

  const outcome = await decide(box, request, { key, body, tooFast })
  if ('silence' in outcome) return outcome
  record.status = outcome.status
  record.replayed = outcome.replayed ?? false
  return { ...outcome, headers: { ...headers, ...outcome.headers } }
}

async function decide(box: Box, request: Request, { key, body, tooFast }: Known): Promise<Outcome> {
  if (!request.headers['user-agent']) return refused(refusals.noUserAgent)
  const closed = judgeKey(box, request.headers.authorization)
  if (closed) return refused(closed)

  const order = takeOrder(box, { path: request.path, key, body })
  if (tooFast && !order) {
    return { ...refused(refusals.tooFast(box.settings.rate ?? 10)), headers: { 'retry-after': '1' } }
  }
  const sending = asSending(request, key, body)
  if (box.settings.restricted && !sending) return refused(refusals.restrictedKey)
  return await carryOut(order, box, async () => await work(box, request, body, sending), sending)
}

type Known = { key: string | null; body: unknown; tooFast: boolean }

async function work(box: Box, request: Request, body: unknown, sending: Sending | undefined): Promise<Reply> {
  if (sending) return body === undefined ? refused(refusals.notJson) : await accept(box, sending)
  const id = /^\/emails\/([^/]+)$/.exec(request.path)?.[1]
  const isKnown = request.path === '/emails' || id !== undefined
  if (!isKnown) return refused(refusals.noSuchPath)
  if (request.method !== 'GET') return refused(refusals.wrongMethod)
  return id === undefined ? list(box, request.query) : retrieve(box, id)
}

function asSending({ method, path, headers }: Request, key: string | null, body: unknown): Sending | undefined {
  if (method !== 'POST' || (path !== '/emails' && path !== '/emails/batch')) return undefined
  return { path, body, key, permissive: headers['x-batch-validation'] === 'permissive' }
}

function judgeKey({ settings }: Box, authorization: string | undefined) {
  const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1]
  if (token === undefined) return refusals.noKey
  const fits = settings.apiKey === null ? token.startsWith('re_') : token === settings.apiKey
  return fits ? null : refusals.wrongKey
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

const isoNow = (box: Box) => new Date(now(box)).toISOString()
