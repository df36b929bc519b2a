import { Resend } from 'resend'
import type { Config } from '../platform/config'
import type { Letter, Outcome, Postman } from '../platform/mail'
import { findAccepted } from './find-accepted'
import { keepPace } from './pace'
import { type Failure, sayOutcome } from './say-outcome'

const PATIENCE_MS = 20_000

/** The postman who speaks Resend (resend.com/docs/api-reference/emails), paced to `RESEND_RATE` requests a second. */
export function openPostman(config: Pick<Config, 'RESEND_API_KEY' | 'RESEND_BASE_URL' | 'RESEND_RATE'>): Postman {
  const resend = new Resend(config.RESEND_API_KEY, { baseUrl: config.RESEND_BASE_URL })
  return {
    async send(letters, key) {
      await keepPace(config.RESEND_RATE)
      return letters.length === 1 ? sendOne(resend, letters, key) : sendMany(resend, letters, key)
    },
    findAccepted: (tags, since) => findAccepted(resend, config.RESEND_RATE, tags, since),
  }
}

async function sendOne(resend: Resend, letters: readonly Letter[], idempotencyKey: string): Promise<Outcome> {
  const [mail] = letters.map(toMail)
  if (!mail) return { outcome: 'accepted', ids: [], refused: new Map() }
  const { data, error, headers } = await resend.emails.send(mail, {
    idempotencyKey,
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  if (error) return sayOutcome(error, headers)
  return { outcome: 'accepted', ids: [data.id], refused: new Map() }
}

async function sendMany(resend: Resend, letters: readonly Letter[], idempotencyKey: string): Promise<Outcome> {
  const { data, error, headers } = await resend.batch.send(letters.map(toMail), {
    idempotencyKey,
    batchValidation: 'permissive',
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  if (error) return sayOutcome(error as Failure, headers)
  const refused = new Map((data.errors ?? []).map(({ index, message }) => [index, message]))
  const accepted = data.data.map(({ id }) => id)
  const ids =
    accepted.length === letters.length
      ? accepted
      : letters.map((_, i) => (refused.has(i) ? null : (accepted.shift() ?? null)))
  return { outcome: 'accepted', ids, refused }
}

function toMail({ tag, kind, from, to, replyTo, subject, html, text, headers }: Letter) {
  const tags = [
    { name: 'delivery', value: tag },
    { name: 'kind', value: kind },
  ]
  return { from, to: [to], replyTo, subject, html, text, headers: { ...headers }, tags }
}
