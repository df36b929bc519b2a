import { Resend } from 'resend'
import type { Config } from '../platform/config'
import type { Letter, Outcome, Postman } from '../platform/mail'
import { openLedger } from './find-accepted'
import { keepPace } from './pace'
import { post } from './post'
import { writeMail } from './write-mail'

/** The postman who speaks Resend (resend.com/docs/api-reference/emails), paced to `RESEND_RATE` requests a second. */
export function openPostman(
  config: Pick<Config, 'RESEND_API_KEY' | 'RESEND_BASE_URL' | 'RESEND_RATE' | 'DEV_CLOCK'>,
): Postman {
  const resend = new Resend(config.RESEND_API_KEY, { baseUrl: config.RESEND_BASE_URL })
  const ledger = openLedger(resend, config.RESEND_RATE)
  // A clock that was turned has no moments in common with the provider's: then everything is looked through.
  const began = (since: number) => (config.DEV_CLOCK ? 0 : since)
  return {
    async send(letters, key) {
      const [only, ...others] = letters
      if (!only) return { outcome: 'accepted', ids: [], refused: new Map() }
      const single = others.length === 0
      const body = single ? writeMail(only) : `[${letters.map(writeMail).join(',')}]`
      await keepPace(config.RESEND_RATE)
      return single
        ? post(config, { path: '/emails', body, key }, readOne)
        : post(config, { path: '/emails/batch', body, key }, readMany(letters))
    },
    findAccepted: (tags, since) => ledger.findAccepted(tags, began(since)),
    listAccepted: (since, after) => ledger.listAccepted(began(since), after),
    readTag: ledger.readTag,
  }
}

function readOne(answer: { id?: unknown }): Outcome {
  return { outcome: 'accepted', ids: [typeof answer.id === 'string' ? answer.id : null], refused: new Map() }
}

type BatchAnswer = { data?: { id: string }[]; errors?: { index: number; message: string }[] }

// `data` holds the accepted ones in the order of the request; what `errors` names is left out of it.
const readMany =
  (letters: readonly Letter[]) =>
  ({ data = [], errors = [] }: BatchAnswer): Outcome => {
    const refused = new Map(errors.map(({ index, message }) => [index, message]))
    const accepted = data.map(({ id }) => id)
    const whole = accepted.length === letters.length
    const ids = whole ? accepted : letters.map((_, i) => (refused.has(i) ? null : (accepted.shift() ?? null)))
    return { outcome: 'accepted', ids, refused }
  }
