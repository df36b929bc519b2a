import { createHash } from 'node:crypto'
import type { Config } from '../../../platform/config'
import type { EmailProvider } from '../../provider'
import { findAccepted } from './find-accepted'
import { keepPace } from './pace'
import { post } from './post'
import { readMany, readOne } from './read-accepted'
import { openLedger } from './read-ledger'
import { writeMail } from './write-mail'

/** The provider who speaks Resend (resend.com/docs/api-reference/emails), paced to `RESEND_RATE` requests a second. */
export function openResend(
  config: Pick<Config, 'RESEND_API_KEY' | 'RESEND_BASE_URL' | 'RESEND_RATE' | 'DEV_CLOCK'>,
): EmailProvider {
  const ledger = openLedger(config)
  // A clock that was turned has no moments in common with the provider's: then everything is looked through.
  const began = (since: number) => (config.DEV_CLOCK ? 0 : since)
  return {
    keyName: createHash('sha256').update(`key name of ${config.RESEND_API_KEY}`).digest('base64url').slice(0, 8),
    async send(letters, key) {
      const [only, ...others] = letters
      if (!only) return { outcome: 'accepted', ids: [], refused: new Map() }
      const single = others.length === 0
      const body = single ? writeMail(only) : `[${letters.map(writeMail).join(',')}]`
      await keepPace(config.RESEND_RATE)
      return single
        ? post(config, { path: '/emails', body, key }, readOne)
        : post(config, { path: '/emails/batch', body, key }, readMany(letters.length))
    },
    findAccepted: (tags, since) => findAccepted(ledger, tags, began(since)),
    listAccepted: (since, after) => ledger.listAccepted(began(since), after),
    readMail: ledger.readMail,
  }
}
