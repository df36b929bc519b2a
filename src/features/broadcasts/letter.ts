import { sql } from 'drizzle-orm'
import type { LetterKind } from '../../mail/outbox/freeze'
import { isPaused, mayWriteTo } from '../../subscribers/active'
import { addressBatch } from '../../subscribers/address-book'

/** Writes broadcasts: their words were kept under a fingerprint when they were scheduled. */
export const broadcastLetters: LetterKind = {
  mayLeave: (now) =>
    sql`exists (select 1 from subscribers s where s.id = d.recipient_id and ${mayWriteTo} and not ${isPaused(now)})`,
  rows: (batchId) => addressBatch(batchId),
  write: ({ template, recipientId, firstName }) => ({
    template: template.slice('words/'.length),
    gaps: { commaName: firstName ? `, ${firstName}` : '' },
    links: {
      unsubscribeUrl: ['unsubscribe', recipientId],
      preferencesUrl: ['preferences', recipientId],
      bookUrl: ['book', recipientId],
    },
  }),
}
