import { type SQL, sql } from 'drizzle-orm'
import type { Steps } from '../../platform/batch'
import type { Db } from '../../platform/db'
import { type DeliveryEvent, moveDeliveries } from '../outbox/move-deliveries'
import { recallWhere } from '../outbox/recall'
import type { ProviderEventKind } from '../provider'
import { suppress } from '../suppressions/suppress'

/** The address of a subscriber, as suppressions know it: a scalar over an id. */
export type AddressOf = (subscriberId: SQL) => SQL

/**
 * The statements that apply events to their deliveries, one for each effect and not for each event. A hard bounce or
 * complaint suppresses the address and recalls what has not left. A third soft bounce in a row suppresses it too, until
 * the subscriber asks us to continue.
 */
export function applyEvents(db: Db, events: readonly DeliveryEvent[], addressOf: AddressOf, now: number): Steps {
  if (events.length === 0) return {}
  const bounced = deliveriesOf(events, 'hard_bounce')
  const complained = deliveriesOf(events, 'complaint')
  const turnedAway = deliveriesOf(events, 'soft_bounce')
  return {
    moved: moveDeliveries(db, events, now),
    ...(bounced && { bounced: suppress(db, addressesOf(bounced, addressOf), 'hard_bounce', now) }),
    ...(complained && { complained: suppress(db, addressesOf(complained, addressOf), 'complaint', now) }),
    ...(bounced && { recalledBounced: recallFrom(db, bounced, now) }),
    ...(complained && { recalledComplained: recallFrom(db, complained, now) }),
    ...(turnedAway && {
      turnedAway: suppress(db, addressesThatTurnedThreeAway(turnedAway, addressOf), 'soft_bounces', now),
    }),
  }
}

// The deliveries that events of this kind are about, as a condition over `deliveries`; null when there are none.
function deliveriesOf(events: readonly DeliveryEvent[], kind: ProviderEventKind): SQL | null {
  const keys = events.flatMap((event) => (event.kind === kind ? [event.key] : []))
  return keys.length > 0 ? sql`dedupe_key in (select value from json_each(${JSON.stringify(keys)}))` : null
}

const addressesOf = (which: SQL, addressOf: AddressOf) =>
  sql`select ${addressOf(sql`deliveries.subscriber_id`)} as address from deliveries where ${which}`

const recallFrom = (db: Db, which: SQL, now: number) =>
  recallWhere(db, sql`subscriber_id in (select subscriber_id from deliveries where ${which})`, 'suppressed', now)

function addressesThatTurnedThreeAway(which: SQL, addressOf: AddressOf): SQL {
  return sql`
    select r.address from (
      select distinct subscriber_id as id, ${addressOf(sql`deliveries.subscriber_id`)} as address from deliveries where ${which}) r
    where 3 = (
      select count(*) from (
        select soft_bounced_at, delivered_at from deliveries
        where subscriber_id = r.id and sent_at is not null
          and created_at > coalesce((select lifted_at from suppressions where email = r.address), 0)
        order by created_at desc limit 3)
      where soft_bounced_at is not null and delivered_at is null)`
}
