import { Resend } from 'resend'
import * as z from 'zod'
import type { Config } from '../../../platform/config'
import { problem } from '../../../platform/errors'
import { wholeText } from '../../../platform/whole-text'
import type { ProviderEvent, ProviderEventKind } from '../../provider'
import { readTag } from './read-tag'

const word = z
  .string()
  .transform((text) => wholeText(text, 200))
  .optional()
  .catch(undefined)
const detail = z.object({ type: word, subType: word, reason: word }).optional().catch(undefined)
const data = z.object({ tags: z.unknown(), email_id: word, bounce: detail, failed: detail, suppressed: detail })
const event = z.object({
  type: z.string().transform((text) => wholeText(text, 100)),
  created_at: word,
  data: z.unknown(),
})

/**
 * Verifies Resend's signature over the raw body (Svix: HMAC-SHA-256, five minutes of tolerance by the real clock) and
 * translates its kind; throws `bad_signature`. Null for `email.sent`, which the answer to our own request said already.
 * An event that we do not need has `kind: null`. One that is signed and cannot be read says so in `fault`, and is never
 * refused, or it would be repeated for a day.
 */
export function readWebhook(
  config: Pick<Config, 'RESEND_WEBHOOK_SECRET'>,
  body: string,
  headers: Headers,
): ProviderEvent | null {
  const id = headers.get('svix-id') ?? ''
  const timestamp = headers.get('svix-timestamp') ?? ''
  const signature = headers.get('svix-signature') ?? ''
  const event = readEvent(verify(config.RESEND_WEBHOOK_SECRET, body, { id, timestamp, signature }))
  return event.type === 'email.sent' ? null : { ...event, svixId: wholeText(id), body: wholeText(body) }
}

type Event = Omit<ProviderEvent, 'svixId' | 'body'>

function readEvent(verified: unknown): Event {
  const parsed = event.safeParse(verified)
  if (!parsed.success) return unreadable('unreadable', 'no_type')
  const { type, created_at } = parsed.data
  const sort = KINDS_BY_TYPE.get(type)
  const told = data.safeParse(parsed.data.data)
  if (!sort || !told.success) return unreadable(type, sort ? 'no_data' : null)
  const { tags, email_id, bounce, failed, suppressed } = told.data
  const at = Date.parse(created_at ?? '')
  const tag = readTag(tags ?? [])
  return {
    type,
    at: Number.isFinite(at) ? at : null,
    kind: sort === 'bounce' ? sayBounce(bounce?.type) : sort,
    tag: tag || null,
    providerId: email_id ?? null,
    reason: bounce?.subType ?? failed?.reason ?? suppressed?.reason ?? null,
    fault: tag === null ? 'unreadable_tags' : null,
  }
}

function sayBounce(bounce: string | undefined): ProviderEventKind {
  return bounce?.toLowerCase() === 'permanent' ? 'hard_bounce' : 'soft_bounce'
}

function unreadable(type: string, fault: string | null): Event {
  return { type, at: null, kind: null, tag: null, providerId: null, reason: null, fault }
}

// Made once: what its constructor prepares is for requests that it never makes here.
const resend = new Resend('re_not_used')

// Verifying parses the body too, so a body that is no JSON ends in a SyntaxError when its signature was good.
function verify(
  webhookSecret: string,
  payload: string,
  headers: { id: string; timestamp: string; signature: string },
): unknown {
  try {
    return resend.webhooks.verify({ payload, headers, webhookSecret })
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw problem('bad_signature', 'The signature of this event does not fit.')
  }
}

const KINDS_BY_TYPE: ReadonlyMap<string, ProviderEventKind | 'bounce'> = new Map([
  ['email.delivery_delayed', 'delayed'],
  ['email.delivered', 'delivered'],
  ['email.bounced', 'bounce'],
  ['email.suppressed', 'hard_bounce'],
  ['email.complained', 'complaint'],
  ['email.failed', 'failed'],
  ['email.opened', 'opened'],
  ['email.clicked', 'clicked'],
])
