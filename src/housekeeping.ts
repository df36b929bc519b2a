import { type SQL, sql } from 'drizzle-orm'
import { hasBooked, hasPressed } from './bookings/booked'
import { isEnrolled } from './courses/enrol'
import {
  EVENT_BODY_DAYS,
  emptyEvents,
  eventsBefore,
  eventsWithBody,
  forgetConfirmations,
  forgetEvents,
  isWrittenTo,
} from './delivery/forget-old'
import { watchIsDue } from './delivery/health'
import { batchOrEach } from './platform/batch'
import type { Config } from './platform/config'
import type { Db } from './platform/db'
import { faultsBefore, forgetFaults } from './platform/faults'
import { assumeZones, zonesToAssume } from './subscribers/assume-zone'
import { CONFIRM_WITHIN_MS } from './subscribers/confirm'
import { forgetPeople, forgetSignUps, signUpsBefore, unconfirmedSince } from './subscribers/forget-old'

type Settings = Pick<Config, 'KEEP_UNCONFIRMED_DAYS' | 'KEEP_EVENTS_DAYS' | 'DEFAULT_TIME_ZONE'>

const DAY_MS = 86_400_000

/** The most rows of a kind that one step forgets, and the most steps of one tick: a quarter of an hour later it goes on. */
const AT_ONCE = 500
const MOST_STEPS = 20

/**
 * The query for whether anything is kept longer than it should be; it looks only in a tick that watches, and before `beat`
 * has noted so.
 */
export function findUntidy(db: Db, settings: Settings, now: number) {
  return db.all<{ untidy: number }>(sql`
    select case when exists (select 1 from outbox where id = 1 and ${watchIsDue(now)}) then ${anyOf(tooOld(settings, now))} else 0 end as untidy`)
}

/**
 * Forgets what is kept longer than it should be, in small steps, each a transaction of its own; what fails is counted as
 * a fault and holds up nothing else. Throws when the database is away.
 */
export async function keepHouse(db: Db, settings: Settings, now: number): Promise<void> {
  const old = tooOld(settings, now)
  for (let step = 0; step < MOST_STEPS; step++) {
    const { left } = await batchOrEach(
      db,
      {
        forget_people: [forgetConfirmations(db, old.people), ...forgetPeople(db, old.people)],
        forget_sign_ups: forgetSignUps(db, old.signUps),
        empty_events: emptyEvents(db, old.bodies),
        forget_events: forgetEvents(db, old.events),
        forget_faults: forgetFaults(db, old.faults),
        assume_zones: assumeZones(db, old.zones, settings.DEFAULT_TIME_ZONE, now),
        left: db.all<{ any: number }>(sql`select ${anyOf(old)} as "any"`),
      },
      now,
    )
    if (!left[0]?.any) return
  }
}

const anyOf = (old: Record<Kind, SQL>) =>
  sql.join(
    Object.values(old).map((which) => sql`exists (${which})`),
    sql` or `,
  )

function tooOld({ KEEP_UNCONFIRMED_DAYS, KEEP_EVENTS_DAYS }: Settings, now: number): Record<Kind, SQL> {
  const before = (days: number) => now - days * DAY_MS
  const inUse = sql`(${isEnrolled} or ${hasBooked} or ${hasPressed} or ${isWrittenTo})`
  return {
    people: unconfirmedSince(before(KEEP_UNCONFIRMED_DAYS), inUse, AT_ONCE),
    // A link that still holds needs what was typed with it.
    signUps: signUpsBefore(Math.min(before(KEEP_UNCONFIRMED_DAYS), now - CONFIRM_WITHIN_MS), AT_ONCE),
    bodies: eventsWithBody(before(EVENT_BODY_DAYS), AT_ONCE),
    events: eventsBefore(before(KEEP_EVENTS_DAYS), AT_ONCE),
    faults: faultsBefore(before(KEEP_EVENTS_DAYS), AT_ONCE),
    zones: zonesToAssume(AT_ONCE),
  }
}

type Kind = 'people' | 'signUps' | 'bodies' | 'events' | 'faults' | 'zones'
