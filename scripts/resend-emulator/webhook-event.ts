import type { LastEvent, Letter } from './protocol.ts'

/** The events of a letter that Resend can tell. */
export type WebhookEventKind =
  | 'sent'
  | 'delivered'
  | 'delivery_delayed'
  | 'bounced'
  | 'soft-bounced'
  | 'complained'
  | 'failed'
  | 'suppressed'
  | 'opened'
  | 'clicked'

/** The body of Resend's webhook for this event of a letter; `more` goes into its `data`. */
export function webhookEvent(kind: WebhookEventKind, letter: Letter, at: string, more: Record<string, unknown> = {}) {
  const data = {
    created_at: letter.acceptedAt,
    email_id: letter.id,
    message_id: `<${letter.id}@resend.test>`,
    from: letter.from,
    to: letter.to,
    subject: letter.subject,
    ...(Object.keys(letter.tags).length > 0 ? { tags: letter.tags } : {}),
    ...particulars(kind, at),
    ...more,
  }
  return { type: `email.${kind === 'soft-bounced' ? 'bounced' : kind}`, created_at: at, data }
}

/** What `GET /emails` says after this event, where it says anything new. */
export const lastEventAfter = (kind: WebhookEventKind): LastEvent | undefined => {
  if (kind === 'soft-bounced') return 'bounced'
  return kind === 'opened' || kind === 'clicked' ? undefined : kind
}

function particulars(kind: WebhookEventKind, at: string): Record<string, unknown> {
  const visitor = { ipAddress: '203.0.113.7', timestamp: at, userAgent: 'Mozilla/5.0 (iPhone)' }
  switch (kind) {
    case 'bounced':
      return { bounce: bounce('Permanent', 'NoEmail', 'smtp; 550 5.1.1 The account does not exist.') }
    case 'soft-bounced':
      return { bounce: bounce('Transient', 'MailboxFull', 'smtp; 452 4.2.2 The mailbox is full.') }
    case 'failed':
      return { failed: { reason: 'reached_daily_quota' } }
    case 'suppressed':
      return {
        suppressed: {
          message: 'The address is on the suppression list.',
          type: 'OnAccountSuppressionList',
          reason: 'previous_bounce',
          diagnosticCode: [],
        },
      }
    case 'opened':
      return { open: visitor }
    case 'clicked':
      return { click: { ...visitor, link: 'https://practice.test/book' } }
    default:
      return {}
  }
}

const bounce = (type: 'Permanent' | 'Transient', subType: string, diagnostic: string) => ({
  message: diagnostic.replace(/^smtp; /, ''),
  type,
  subType,
  diagnosticCode: [diagnostic],
})
