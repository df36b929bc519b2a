import { sql } from 'drizzle-orm'
import type { letterKinds } from '#letters'
import { ofList } from '../../mail/outbox/headers'
import { defineLetterKind } from '../../mail/outbox/letter-kind'
import { int, text } from '../../platform/columns'
import { isPaused, mayWriteTo } from '../../subscribers/active'
import { commaName } from '../../subscribers/greeting'
import { toSubscriber } from '../../subscribers/recipient'
import { BROADCASTS } from './broadcast-source'

/** What a letter of a broadcast fills besides what is the same in all letters of a site. */
export const fills: (typeof letterKinds)['broadcast'] = {
  gaps: ['commaName'],
  links: ['unsubscribeUrl', 'preferencesUrl', 'bookUrl', 'goUrl'],
}

/** The letters of broadcasts: their content was stored under its hash when they were scheduled. */
export const broadcastLetters = defineLetterKind({
  source: BROADCASTS,
  ...fills,
  headers: ofList,
  // A letter that was on its way to the provider when its broadcast was stopped, and came back, stays here.
  mayLeave: (now) => sql`(
    exists (select 1 from subscribers s where s.id = d.subscriber_id and ${mayWriteTo} and not ${isPaused(now)})
    and not exists (select 1 from broadcasts b where b.id = d.source_id and b.status = 'stopped'))`,
  ...toSubscriber,
  columns: { broadcastId: int.orElse(0)`d.source_id`, subscriberId: int`s.id`, firstName: text`s.first_name` },
  compose: ({ template, broadcastId, subscriberId, firstName }) => ({
    template,
    gaps: { commaName: commaName(firstName) },
    links: {
      unsubscribeUrl: ['unsubscribe', subscriberId, broadcastId],
      preferencesUrl: ['preferences', subscriberId],
      bookUrl: ['book', subscriberId],
      goUrl: ['go', broadcastId, subscriberId],
    },
  }),
  hashesOf: () => [], // a broadcast is corrected by its author, not by a deploy
  readKey(key) {
    const [, broadcast] = /^broadcast\/(\d+)\/\d+$/.exec(key) ?? []
    return broadcast ? { sourceId: Number(broadcast), part: null } : null
  },
})
