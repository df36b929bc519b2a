import { sql } from 'drizzle-orm'
import { batch, type Steps } from '../../platform/batch'
import { type Db, isAboutData } from '../../platform/db'
import { countFaults, type FaultCode, recordFaults } from '../../platform/faults'
import { type Failed, isolate } from '../../platform/isolate'
import { keyOf } from '../outbox/keys'
import { type LetterKinds, sourceOf } from '../outbox/letter-kind'
import type { Mailer } from '../outbox/mailer'
import type { DeliveryEvent } from '../outbox/move-deliveries'
import type { ProviderEvent } from '../provider'
import { applyEvents } from './apply-events'
import { keepEvents } from './keep-events'

/** What must be known to apply an event: the kinds of letters, and whose an address is. */
type Known = Pick<Mailer, 'kinds' | 'recipients'>

/**
 * Records events in one transaction: each is stored once as it came, and applied to its delivery. The result is the
 * same in any order, with any repeats and in any division into calls. An event that cannot be read, or whose delivery
 * is unknown, is counted as a fault; one that the database refuses is counted alone. Returns the recorded events, which
 * need no retry; throws when the database is away, and then all of them do.
 */
export async function recordEvents(
  db: Db,
  events: readonly ProviderEvent[],
  known: Known,
  now: number,
): Promise<ReadonlySet<ProviderEvent>> {
  const recorded = new Set<ProviderEvent>()
  const refused = await isolate(events, async (some) => {
    await batch(db, stepsFor(db, some, known, now))
    for (const event of some) recorded.add(event)
  })
  for (const failed of refused) {
    await recordRefused(db, failed, known, now)
    recorded.add(failed.item)
  }
  return recorded
}

function stepsFor(db: Db, events: readonly ProviderEvent[], { kinds, recipients }: Known, now: number): Steps {
  const usable = events.filter(isUsable)
  const told = usable.map((event): DeliveryEvent => ({ ...event, key: keyOf(event.tag) }))
  const faults = events.flatMap(({ svixId, fault }) =>
    fault ? [{ code, subject: svixId, problem: fault } as const] : [],
  )
  return {
    kept: keepEvents(db, events, now),
    ...applyEvents(db, told, recipients.subscriber.addressOf, now),
    ...(usable.length > 0 && { unknown: countUnknown(db, usable, kinds, now) }),
    ...(faults.length > 0 && { faults: recordFaults(db, faults, now) }),
  }
}

const code = 'event' satisfies FaultCode

type Usable = ProviderEvent & { kind: NonNullable<ProviderEvent['kind']>; tag: string }

const isUsable = (event: ProviderEvent): event is Usable => event.kind !== null && event.tag !== null

// Confirmations are deleted with people who never confirmed; an event about a deleted one is no fault.
function countUnknown(db: Db, events: readonly Usable[], kinds: LetterKinds, now: number) {
  const told = events
    .map(({ tag, svixId }) => [keyOf(tag), svixId])
    .filter(([key = '']) => !sourceOf(kinds, key)?.mayBeForgotten)
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

// What can be applied is applied, each effect alone: a complaint counts even if its delivery cannot be moved.
async function recordRefused(db: Db, { item, problem }: Failed<ProviderEvent>, known: Known, now: number) {
  for (const [name, step] of Object.entries(stepsFor(db, [item], known, now))) {
    try {
      await batch(db, { [name]: step })
    } catch (error) {
      if (!isAboutData(error)) throw error
    }
  }
  await recordFaults(db, [{ code, subject: item.svixId, problem }], now)
}
