import type { IncomingHttpHeaders } from 'node:http'
import { accept, refused, type Sending } from './accept.ts'
import { countRequest, type EmulatorInbox, now, type Reply } from './inbox.ts'
import { type Answer, answerOrFail, lettersIn, takeFault } from './inject-fault.ts'
import { list, retrieve } from './list.ts'
import { refusals } from './refusals.ts'

type Request = { method: string; path: string; query: URLSearchParams; headers: IncomingHttpHeaders; body: string }

/** Answers a request as Resend would, or fails as was asked, and remembers having seen it. */
export async function serve(inbox: EmulatorInbox, request: Request): Promise<Answer> {
  const { tooFast, headers } = countRequest(inbox)
  const key = (request.headers['idempotency-key'] as string | undefined) ?? null
  const body = parse(request.body)
  const seen = { method: request.method, path: request.path, key, count: lettersIn(body).length }
  const record = { ...seen, status: null as number | null, replayed: false, at: isoNow(inbox), atMs: Date.now() }
  inbox.seen.push(record)

  const outcome = await decide(inbox, request, { key, body, tooFast })
  if ('silence' in outcome) return outcome
  record.status = outcome.status
  record.replayed = outcome.replayed ?? false
  return { ...outcome, headers: { ...headers, ...outcome.headers } }
}

async function decide(inbox: EmulatorInbox, request: Request, { key, body, tooFast }: Known): Promise<Answer> {
  if (!request.headers['user-agent']) return refused(refusals.noUserAgent)
  const closed = checkApiKey(inbox, request.headers.authorization)
  if (closed) return refused(closed)

  const fault = takeFault(inbox, { path: request.path, key, body })
  if (tooFast && !fault) {
    return { ...refused(refusals.tooFast(inbox.settings.rate ?? 10)), headers: { 'retry-after': '1' } }
  }
  const sending = asSending(request, key, body)
  if (inbox.settings.restricted && !sending) return refused(refusals.restrictedKey)
  return await answerOrFail(fault, inbox, async () => await work(inbox, request, body, sending), sending)
}

type Known = { key: string | null; body: unknown; tooFast: boolean }

async function work(
  inbox: EmulatorInbox,
  request: Request,
  body: unknown,
  sending: Sending | undefined,
): Promise<Reply> {
  if (sending) return body === undefined ? refused(refusals.notJson) : await accept(inbox, sending)
  if (request.path === '/domains' && request.method === 'GET' && inbox.settings.domains) return domains(inbox)
  const id = /^\/emails\/([^/]+)$/.exec(request.path)?.[1]
  const isKnown = request.path === '/emails' || id !== undefined
  if (!isKnown) return refused(refusals.noSuchPath)
  if (request.method !== 'GET') return refused(refusals.wrongMethod)
  return id === undefined ? list(inbox, request.query) : retrieve(inbox, id)
}

// `GET /domains`, as far as it is read: without the records of each.
function domains({ settings }: EmulatorInbox): Reply {
  const data = (settings.domains ?? []).map(({ name, status }) => ({ id: `domain-${name}`, name, status }))
  return { status: 200, body: { object: 'list', has_more: false, data } }
}

function asSending({ method, path, headers }: Request, key: string | null, body: unknown): Sending | undefined {
  if (method !== 'POST' || (path !== '/emails' && path !== '/emails/batch')) return undefined
  return { path, body, key, permissive: headers['x-batch-validation'] === 'permissive' }
}

function checkApiKey({ settings }: EmulatorInbox, authorization: string | undefined) {
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

const isoNow = (inbox: EmulatorInbox) => new Date(now(inbox)).toISOString()
