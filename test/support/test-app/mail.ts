import { env } from 'cloudflare:workers'
import type { EmulatorClient } from '../../../scripts/resend-emulator/client.ts'
import type { Letter } from '../../../scripts/resend-emulator/protocol.ts'
import { lastEventAfter, type WebhookEventKind, webhookEvent } from '../../../scripts/resend-emulator/webhook-event.ts'
import { sign } from '../../../scripts/support/svix.ts'
import { lessonsAmong } from '../lesson-log.ts'
import type { Client } from './client.ts'
import { until } from './until.ts'

type EventOptions = { id?: string; at?: string; [field: string]: unknown }

/** The mail of an app: what came to whom, and what Resend says of it later. */
export function mailOf(
  { fetch }: Client,
  emulator: EmulatorClient,
  now: () => Promise<string>,
  deliverEvents: () => Promise<unknown>,
) {
  const lettersTo = (email: string) => emulator.letters(email)

  const lessonsTo = async (email: string) => lessonsAmong(await lettersTo(email))

  /** The newest letter to an address, or of a kind to it; what is sent at once may take a moment, so this waits. */
  const letterTo = (email: string, kind?: string): Promise<Letter> =>
    until(`No ${kind ?? ''} letter came to ${email}.`, async () =>
      (await lettersTo(email)).findLast(({ tags }) => kind === undefined || tags.kind === kind),
    )

  /** Resend reports on a letter: signed, under a fresh id unless one is given; the event waits on its queue. */
  const queueEvent = async (kind: WebhookEventKind, letter: Letter, { id, at, ...more }: EventOptions = {}) => {
    const body = JSON.stringify(webhookEvent(kind, letter, at ?? (await now()), more))
    const secret = (env as unknown as Record<string, string>).RESEND_WEBHOOK_SECRET ?? ''
    const headers = await sign({ secret, id: id ?? `msg_${crypto.randomUUID()}`, at: new Date(), body })
    const became = lastEventAfter(kind)
    if (became) await emulator.setLastEvent(letter.id, became)
    return await fetch('/webhooks/resend', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    })
  }

  /** The same, and the queue has delivered it. */
  const sendEvent: typeof queueEvent = async (...given) => {
    const answer = await queueEvent(...given)
    await deliverEvents()
    return answer
  }

  return { lettersTo, lessonsTo, letterTo, queueEvent, sendEvent }
}
