import { createHash } from 'node:crypto'
import type { Config } from '../../../platform/config'
import { type EmailProvider, MAX_LETTERS } from '../../provider'
import { findDomainState } from './domain-state'
import { findAccepted } from './find-accepted'
import { openSentMail } from './list-accepted'
import { keepPace } from './pace'
import { post } from './post'
import { readMany, readOne } from './read-accepted'
import { writeMail } from './write-mail'

/** The adapter of Resend (resend.com/docs/api-reference/emails), limited to `RESEND_RATE` requests a second. */
export function openResend(
  config: Pick<Config, 'RESEND_API_KEY' | 'RESEND_BASE_URL' | 'RESEND_RATE' | 'DEV_CLOCK'>,
): EmailProvider {
  const sentMail = openSentMail(config)
  // A development clock has no moments in common with the provider's: then the whole list is read.
  const began = (since: number) => (config.DEV_CLOCK ? 0 : since)
  return {
    keyName: createHash('sha256').update(`key name of ${config.RESEND_API_KEY}`).digest('base64url').slice(0, 8),
    lettersASecond: config.RESEND_RATE * MAX_LETTERS,
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
    findAccepted: (tags, since) => findAccepted(sentMail, tags, began(since)),
    listAccepted: (since, after) => sentMail.listAccepted(began(since), after),
    readMail: sentMail.readMail,
    domainState: (name) => findDomainState(config, name),
  }
}
