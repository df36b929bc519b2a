import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'
import type { ProviderEvent, ProviderEventKind } from '../provider'
import { countEvents } from './count-letters'
import { STATUSES, type Status } from './schema'

/** What an event says of the delivery with this dedupe key. */
export type DeliveryEvent = Pick<ProviderEvent, 'at' | 'providerId' | 'reason'> & {
  key: string
  kind: ProviderEventKind
}

const MEANING: Record<ProviderEventKind, { status: Status; column: string }> = {
  sent: { status: 'sent', column: 'sent_at' },
  delayed: { status: 'delayed', column: 'delayed_at' },
  soft_bounce: { status: 'soft_bounced', column: 'soft_bounced_at' },
  delivered: { status: 'delivered', column: 'delivered_at' },
  opened: { status: 'delivered', column: 'opened_at' },
  clicked: { status: 'delivered', column: 'clicked_at' },
  failed: { status: 'failed', column: 'failed_at' },
  hard_bounce: { status: 'bounced', column: 'bounced_at' },
  complaint: { status: 'complained', column: 'complained_at' },
}

/**
 * The statements that move deliveries by events about them, in any order and any number of repeats:
 * a status moves forward only, and each kind of event keeps its earliest moment, which is never before the delivery was
 * written nor after now. A known moment of sending, provider id and reason stays.
 */
export function moveDeliveries(db: Db, events: readonly DeliveryEvent[], now: number) {
  const told = JSON.stringify(mergeByDelivery(events, now))
  const columns = [...new Set(events.map(({ kind }) => MEANING[kind].column))].filter((column) => column !== 'sent_at')
  const at = (name: string) => sql`max(j.value ->> ${sql.raw(`'${name}'`)}, created_at)`
  const keepEarliest = columns.map((name) => {
    const [column, moment] = [sql.raw(name), at(name)]
    return sql`${column} = coalesce(min(${column}, ${moment}), ${column}, ${moment}),`
  })
  return [
    countEvents(db, told),
    db.run(sql`
    update deliveries set ${sql.join(keepEarliest, sql` `)} sent_at = coalesce(sent_at, ${at('earliest')}),
      provider_id = coalesce(provider_id, j.value ->> 'providerId'), problem = coalesce(problem, j.value ->> 'reason'),
      status = case when ${rankOf(sql`status`)} < (j.value ->> 'rank') then j.value ->> 'status' else status end
    from json_each(${told}) j where deliveries.dedupe_key = j.value ->> 'key'`),
  ] as const
}

const rankOf = (status: SQL) =>
  sql`case ${status} ${sql.raw(STATUSES.map((name, rank) => `when '${name}' then ${rank}`).join(' '))} end`

// Several events about one delivery, as one: an update uses one row of its source for each of its own.
function mergeByDelivery(events: readonly DeliveryEvent[], now: number) {
  const merged = new Map<string, Merged>()
  for (const event of events) {
    const before = merged.get(event.key)
    const { status, column } = MEANING[event.kind]
    const rank = STATUSES.indexOf(status)
    const at = Math.min(event.at ?? now, now)
    merged.set(event.key, {
      ...before,
      key: event.key,
      ...(before && before.rank >= rank ? { status: before.status, rank: before.rank } : { status, rank }),
      earliest: Math.min(before?.earliest ?? at, at),
      moments: { ...before?.moments, [column]: Math.min(before?.moments[column] ?? at, at) },
      providerId: before?.providerId ?? event.providerId,
      reason: before?.reason ?? event.reason,
    })
  }
  return [...merged.values()].map(({ moments, ...one }) => ({ ...moments, ...one }))
}

type Merged = Pick<DeliveryEvent, 'key' | 'providerId' | 'reason'> & {
  status: Status
  rank: number
  earliest: number
  moments: Readonly<Record<string, number>>
}
