import { sql } from 'drizzle-orm'
import type { LetterKind } from '../../mail/outbox/freeze'
import { isPaused, mayWriteTo } from '../../subscribers/active'
import { addressBatch } from '../../subscribers/address-book'
import { BROADCASTS } from './fan-out'

/** Writes broadcasts: their content was stored under its hash when they were scheduled. */
export const broadcastLetters: LetterKind = {
  source: BROADCASTS,
  readKey(key) {
    const [, broadcast] = /^broadcast\/(\d+)\/\d+$/.exec(key) ?? []
    return broadcast ? { sourceId: Number(broadcast), part: null } : null
  },
  mayLeave: (now) =>
    sql`exists (select 1 from subscribers s where s.id = d.subscriber_id and ${mayWriteTo} and not ${isPaused(now)})`,
  rows: (batchId) => addressBatch(batchId),
  write: ({ template, recipientId, firstName }) => ({
    template,
    gaps: { commaName: firstName ? `, ${firstName}` : '' },
    links: {
      unsubscribeUrl: ['unsubscribe', recipientId],
      preferencesUrl: ['preferences', recipientId],
      bookUrl: ['book', recipientId],
    },
  }),
}
