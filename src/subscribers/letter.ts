import { sql } from 'drizzle-orm'
import type { Letter as Words } from '#letters'
import type { LetterKind, Row } from '../mail/outbox/freeze'
import { isSuppressed } from './active'
import { addressBatch } from './address-book'
import { addressKey, hashAddress } from './address-hash'
import { ANSWERS } from './subscribe'

type SignUpRow = Row & { addressKey: string }

/** Writes the letters that answer a sign-up: please confirm, or you are reading already. Neither repeats what was typed. */
export function signUpLetters(letters: { confirm: Words; alreadyReading: Words }): LetterKind {
  return {
    source: ANSWERS,
    readKey: (key) => (/^confirmation\//.test(key) ? { sourceId: null, part: null } : null),
    mayLeave: () => sql`exists (select 1 from subscribers s where s.id = d.subscriber_id and not ${isSuppressed})`,
    rows: (batchId) => addressBatch(batchId, { addressKey }),
    write(row) {
      const { template, recipientId, createdAt, email, firstName, addressKey } = row as SignUpRow
      return {
        template: template === 'alreadyReading' ? letters.alreadyReading : letters.confirm,
        gaps: { commaName: firstName ? `, ${firstName}` : '' },
        links: {
          confirmUrl: ['confirm', recipientId, createdAt],
          preferencesUrl: ['preferences', recipientId],
          neverUrl: ['never', recipientId, ...hashAddress(addressKey, email)],
        },
      }
    },
  }
}
