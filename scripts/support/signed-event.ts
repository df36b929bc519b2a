import type { Letter } from '../resend-emulator/protocol.ts'
import { type WebhookEventKind, webhookEvent } from '../resend-emulator/webhook-event.ts'
import { developmentSettings } from './settings.ts'
import { sign } from './svix.ts'

/** A request with which the provider tells an event of a letter: its body and its headers, signed with `secret`. */
export async function signedEvent(
  kind: WebhookEventKind,
  letter: Letter,
  { at = new Date().toISOString(), secret = developmentSettings.RESEND_WEBHOOK_SECRET as string } = {},
) {
  const body = JSON.stringify(webhookEvent(kind, letter, at))
  const signed = await sign({ secret, id: `msg_${letter.id}_${kind}`, at: new Date(), body })
  return { body, headers: { ...signed, 'content-type': 'application/json' } }
}
