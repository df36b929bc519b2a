import { Resend } from 'resend'
import { expect, test } from 'vitest'
import type { Letter } from '../scripts/resend-emulator/protocol.ts'
import { type WebhookEventKind, webhookEvent } from '../scripts/resend-emulator/webhook-event.ts'
import { sign } from '../scripts/support/svix.ts'

const secret = `whsec_${btoa('a secret of our own for the tests')}`
const letter: Letter = {
  id: '2f0c0d6e-6c4c-4a2e-9d3a-1f1f0d1c5b7a',
  to: ['anna@reader.test'],
  from: 'Maren Holt <maren@practice.test>',
  replyTo: [],
  subject: 'Day one',
  html: '<p>Good morning</p>',
  text: 'Good morning',
  headers: {},
  tags: { delivery: 'd1', kind: 'lesson' },
  key: null,
  acceptedAt: '2026-03-02T07:00:00.000Z',
  lastEvent: 'sent',
}
const all = 'sent delivered delivery_delayed bounced soft-bounced complained failed suppressed opened clicked'

test.each(all.split(' ') as WebhookEventKind[])('the SDK verifies our signature of the event "%s"', async (type) => {
  const body = JSON.stringify(webhookEvent(type, letter, '2026-03-02T07:00:05.000Z'))
  const headers = await sign({ secret, id: 'msg_1', at: new Date(), body })
  const verified = new Resend('re_test').webhooks.verify({
    payload: body,
    headers: { id: headers['svix-id'], timestamp: headers['svix-timestamp'], signature: headers['svix-signature'] },
    webhookSecret: secret,
  })
  expect(verified).toMatchObject({
    type: expect.stringMatching(/^email\./),
    data: { email_id: letter.id, tags: letter.tags },
  })
})
