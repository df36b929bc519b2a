import { sql } from 'drizzle-orm'
import type { letterKinds } from '#letters'
import { ofList } from '../../mail/outbox/headers'
import { defineLetterKind } from '../../mail/outbox/letter-kind'
import { isOperator } from '../../operators/active'
import { int, text } from '../../platform/columns'
import { isPaused, mayWriteTo } from '../../subscribers/active'
import { commaName } from '../../subscribers/greeting'
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
    (exists (select 1 from subscribers s where s.id = d.subscriber_id and ${mayWriteTo} and not ${isPaused(now)})
      and not exists (select 1 from broadcasts b where b.id = d.source_id and b.status = 'stopped'))
    or exists (select 1 from operators o where o.id = d.operator_id and ${isOperator}))`,
  // A letter that was on its way to the provider when its broadcast was paused, and came back, waits with the others.
  waits: sql`(d.subscriber_id is not null and exists (
    select 1 from broadcasts b where b.id = d.source_id and b.status = 'paused'))`,
  // A test of it goes to an operator, and its links are nobody's.
  email: sql`coalesce(s.email, o.email)`,
  join: sql`
    left join subscribers s on s.id = d.subscriber_id left join operators o on o.id = d.operator_id
    join (select 1) on coalesce(s.id, o.id) is not null`,
  columns: {
    broadcastId: int.orElse(0)`d.source_id`,
    subscriberId: int`coalesce(s.id, 0)`,
    firstName: text`coalesce(s.first_name, '')`,
  },
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
