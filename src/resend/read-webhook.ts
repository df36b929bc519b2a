import { Resend } from 'resend'
import { z } from 'zod'
import type { Config } from '../platform/config'
import { problem } from '../platform/errors'
import type { News, Report } from '../platform/mail'

const word = z.string().optional().catch(undefined)
const detail = z.object({ type: word, subType: word, reason: word }).optional().catch(undefined)

// Only the type must be there: what is new or oddly shaped is kept for later and must not be turned away.
const event = z.object({
  type: z.string(),
  created_at: word,
  data: z
    .object({ tags: z.unknown(), email_id: word, bounce: detail, failed: detail, suppressed: detail })
    .catch({ tags: null }),
})

/**
 * Verifies Resend's signature over the raw body (Svix: HMAC-SHA-256, five minutes of tolerance by the real clock) and
 * says the news in our words; throws `bad_signature` or `bad_input`. News that we do not need has `news: null`.
 */
export function readWebhook(config: Pick<Config, 'RESEND_WEBHOOK_SECRET'>, body: string, headers: Headers): Report {
  const id = headers.get('svix-id') ?? ''
  const timestamp = headers.get('svix-timestamp') ?? ''
  const signature = headers.get('svix-signature') ?? ''
  const verified = verify(config.RESEND_WEBHOOK_SECRET, body, { id, timestamp, signature })
  const parsed = event.safeParse(verified)
  if (!parsed.success) throw problem('bad_input', 'This is not an event we can read.')
  const { type, created_at, data } = parsed.data
  const at = Date.parse(created_at ?? '')
  return {
    svixId: id,
    type,
    body,
    at: Number.isFinite(at) ? at : null,
    news: sayNews(type, data.bounce?.type),
    tag: readTag(data.tags),
    providerId: data.email_id ?? null,
    reason: data.bounce?.subType ?? data.failed?.reason ?? data.suppressed?.reason ?? null,
  }
}

function verify(
  webhookSecret: string,
  payload: string,
  headers: { id: string; timestamp: string; signature: string },
): unknown {
  try {
    return new Resend('re_not_used').webhooks.verify({ payload, headers, webhookSecret })
  } catch {
    throw problem('bad_signature', 'The signature of this event does not fit.')
  }
}

function sayNews(type: string, bounce: string | undefined): News | null {
  switch (type) {
    case 'email.sent':
      return 'sent'
    case 'email.delivery_delayed':
      return 'delayed'
    case 'email.delivered':
      return 'delivered'
    case 'email.bounced':
      return bounce?.toLowerCase() === 'permanent' ? 'hard_bounce' : 'soft_bounce'
    case 'email.suppressed':
      return 'hard_bounce'
    case 'email.complained':
      return 'complaint'
    case 'email.failed':
      return 'failed'
    case 'email.opened':
      return 'opened'
    case 'email.clicked':
      return 'clicked'
    default:
      return null
  }
}

// Tags come back as an object; the list that was sent is read too.
function readTag(tags: unknown): string | null {
  const list = z.array(z.object({ name: z.string(), value: z.string() })).safeParse(tags)
  if (list.success) return list.data.find(({ name }) => name === 'delivery')?.value ?? null
  const map = z.object({ delivery: z.string() }).loose().safeParse(tags)
  return map.success ? map.data.delivery : null
}
