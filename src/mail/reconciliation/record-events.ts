import { sql } from 'drizzle-orm'
import { batch, type Steps } from '../../platform/batch'
import { type Db, isAboutData } from '../../platform/db'
import { countFaults, type FaultCode, recordFaults } from '../../platform/faults'
import { type Failed, isolate } from '../../platform/isolate'
import { keyOf } from '../outbox/keys'
import type { DeliveryEvent } from '../outbox/move-deliveries'
import type { ProviderEvent } from '../provider'
import { type AddressOf, applyEvents } from './apply-events'
import { keepEvents } from './keep-events'

/**
 * Writes events down in one transaction: each is kept once as it came, and applied to its delivery. In any order, however
 * often and however they are divided into calls, the same comes of them. An event that cannot be read, or whose delivery
 * nobody knows, is counted as a fault; one that the database refuses is counted alone. Returns which events are written
 * down, so that they need not come again; throws when the database is away, and then all of them should.
 */
export async function recordEvents(
  db: Db,
  events: readonly ProviderEvent[],
  addressOf: AddressOf,
  now: number,
): Promise<ReadonlySet<ProviderEvent>> {
  const recorded = new Set<ProviderEvent>()
  const refused = await isolate(events, async (some) => {
    await batch(db, stepsFor(db, some, addressOf, now))
    for (const event of some) recorded.add(event)
  })
  for (const failed of refused) {
    await recordRefused(db, failed, addressOf, now)
    recorded.add(failed.item)
  }
  return recorded
}

function stepsFor(db: Db, events: readonly ProviderEvent[], addressOf: AddressOf, now: number): Steps {
  const usable = events.filter(isUsable)
  const told = usable.map((event): DeliveryEvent => ({ ...event, key: keyOf(event.tag) }))
  const faults = events.flatMap(({ svixId, fault }) =>
    fault ? [{ code, subject: svixId, problem: fault } as const] : [],
  )
  return {
    kept: keepEvents(db, events, now),
    ...applyEvents(db, told, addressOf, now),
    ...(usable.length > 0 && { unknown: countUnknown(db, usable, now) }),
    ...(faults.length > 0 && { faults: recordFaults(db, faults, now) }),
  }
}

const code = 'event' satisfies FaultCode

type Usable = ProviderEvent & { kind: NonNullable<ProviderEvent['kind']>; tag: string }

const isUsable = (event: ProviderEvent): event is Usable => event.kind !== null && event.tag !== null

// Confirmations are forgotten with people who never confirmed; an event about one that is gone is no fault.
function countUnknown(db: Db, events: readonly Usable[], now: number) {
  const told = events
    .map(({ tag, svixId }) => [keyOf(tag), svixId])
    .filter(([key]) => !key?.startsWith('confirmation/'))
  return countFaults(
    db,
    code,
    'no_such_delivery',
    sql`
      select j.value ->> 1 as subject from json_each(${JSON.stringify(told)}) j
      where not exists (select 1 from deliveries d where d.dedupe_key = j.value ->> 0)`,
    now,
  )
}

// Whatever of it can be done is done, each effect by itself: a complaint counts, even if its delivery cannot be moved.
async function recordRefused(db: Db, { item, problem }: Failed<ProviderEvent>, addressOf: AddressOf, now: number) {
  for (const [name, step] of Object.entries(stepsFor(db, [item], addressOf, now))) {
    try {
      await batch(db, { [name]: step })
    } catch (error) {
      if (!isAboutData(error)) throw error
    }
  }
  await recordFaults(db, [{ code, subject: item.svixId, problem }], now)
}
