import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type EmulatorInbox, now, type Reply, use, used } from './inbox.ts'
import type { Letter } from './protocol.ts'
import { type Refusal, refusals } from './refusals.ts'
import { asList, type Posted, validate } from './validate.ts'

const keptMs = 24 * 60 * 60 * 1000

/** A request that wants letters sent. */
export type Sending = { path: '/emails' | '/emails/batch'; body: unknown; key: string | null; permissive: boolean }

/**
 * Accepts the letters of a request, or says why not. Under an idempotency key it does so once in 24 hours: the same
 * payload gets the first answer again, another payload and one that overtakes the first are refused.
 */
export async function accept(inbox: EmulatorInbox, sending: Sending): Promise<Reply & { replayed?: boolean }> {
  const { key } = sending
  if (key === null) return await work(inbox, sending)
  if (key.length < 1 || key.length > 256) return refused(refusals.badKeyLength)

  const payload = JSON.stringify([sending.path, sending.permissive, sending.body])
  const known = inbox.keys.get(key)
  if (known && now(inbox) - known.at < keptMs) {
    if (known.payload !== payload) return refused(refusals.otherPayload)
    return known.reply ? { ...known.reply, replayed: true } : refused(refusals.inFlight)
  }

  const entry = { payload, reply: null as Reply | null, at: now(inbox) }
  inbox.keys.set(key, entry)
  entry.reply = await work(inbox, sending)
  if (entry.reply.status >= 300) inbox.keys.delete(key)
  return entry.reply
}

async function work(inbox: EmulatorInbox, { path, body, key, permissive }: Sending): Promise<Reply> {
  while (inbox.settings.held) await sleep(5, undefined, { ref: false })
  const refusal = validateShape(path, body)
  if (refusal) return refused(refusal)

  const posted = [body].flat() as Posted[]
  const verdicts = posted.map((letter) => validate(letter, inbox.settings.refuse))
  const first = verdicts.find((verdict) => verdict !== null)
  if (first && !(permissive && path === '/emails/batch')) return refused(first)

  const good = posted.filter((_, index) => verdicts[index] === null)
  const overQuota = checkQuota(inbox, good.flatMap((letter) => asList(letter.to)).length)
  if (overQuota) return refused(overQuota)

  const letters = good.map((letter) => store(inbox, letter, key))
  const data = letters.map(({ id }) => ({ id }))
  if (path === '/emails') return { status: 200, body: data[0] }
  const errors = verdicts.flatMap((verdict, index) => (verdict ? [{ index, message: verdict.message }] : []))
  return { status: 200, body: permissive ? { data, errors } : { data } }
}

function validateShape(path: Sending['path'], body: unknown): Refusal | null {
  const isLetter = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)
  if (path === '/emails') return isLetter(body) ? null : refusals.notJson
  if (!Array.isArray(body) || !body.every(isLetter)) return refusals.notJson
  if (body.length < 1 || body.length > 100) return refusals.invalid('emails', 'A batch holds 1 to 100 emails.')
  return body.some((letter) => letter.attachments !== undefined) ? refusals.badAttachment : null
}

function checkQuota(inbox: EmulatorInbox, more: number) {
  const { dailyQuota, monthlyQuota } = inbox.settings
  if (dailyQuota !== null && used(inbox, 'day') + more > dailyQuota) return refusals.dailyQuota
  if (monthlyQuota !== null && used(inbox, 'month') + more > monthlyQuota) return refusals.monthlyQuota
  return null
}

function store(inbox: EmulatorInbox, posted: Posted, key: string | null): Letter {
  const letter: Letter = {
    id: randomUUID(),
    to: asList(posted.to),
    from: String(posted.from),
    replyTo: asList(posted.reply_to),
    subject: String(posted.subject),
    html: (posted.html as string | undefined) ?? null,
    text: (posted.text as string | undefined) ?? null,
    headers: (posted.headers as Record<string, string> | undefined) ?? {},
    tags: Object.fromEntries(((posted.tags as { name: string; value: string }[]) ?? []).map((t) => [t.name, t.value])),
    key,
    acceptedAt: new Date(now(inbox)).toISOString(),
    lastEvent: 'sent',
  }
  inbox.letters.push(letter)
  use(inbox, letter.to.length)
  return letter
}

/** A refusal as an HTTP answer. */
export const refused = (refusal: Refusal): Reply => ({ status: refusal.statusCode, body: refusal })
