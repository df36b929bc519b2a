import { type SQL, sql } from 'drizzle-orm'
import { hasBooked, hasPressed } from '../features/bookings/booked'
import { draftsDeletedBefore, forgetDrafts, KEEP_DELETED_DAYS } from '../features/broadcasts/forget-drafts'
import { isPictured } from '../features/broadcasts/pictures'
import { isEnrolled } from '../features/courses/enrol'
import { unusedPictures } from '../features/media/forget-pictures'
import { forgetConfirmations, isWrittenTo } from '../mail/outbox/forget-old'
import { watchIsDue } from '../mail/outbox/health'
import {
  EVENT_BODY_DAYS,
  emptyEvents,
  eventsBefore,
  eventsWithBody,
  forgetEvents,
} from '../mail/reconciliation/forget-old'
import { forgetAccess, oldAccess } from '../operators/forget-old'
import { batch, batchOrEach } from '../platform/batch'
import { bool, int } from '../platform/columns'
import type { Config } from '../platform/config'
import type { Db } from '../platform/db'
import { faultsBefore, forgetFaults, noteFaults } from '../platform/faults'
import { isolate } from '../platform/isolate'
import { select } from '../platform/query'
import { assumeZones, zonesToAssume } from '../subscribers/assume-zone'
import { CONFIRM_WITHIN_MS } from '../subscribers/confirm'
import { forgetPeople, forgetSignUps, signUpsBefore, unconfirmedSince } from '../subscribers/forget-old'

type Settings = Pick<Config, 'KEEP_UNCONFIRMED_DAYS' | 'KEEP_EVENTS_DAYS' | 'DEFAULT_TIME_ZONE'>

const DAY_MS = 86_400_000

/** The most rows of a kind that one step deletes, and the most steps of one tick; the rest follows 15 minutes later. */
const AT_ONCE = 500
const MAX_STEPS = 20

/**
 * The query for whether anything is past its retention. It checks only in a tick that watches, and must run before
 * `recordHeartbeat` records that.
 */
export function findExpired(db: Db, settings: Settings, now: number) {
  const watches = sql`exists (select 1 from outbox where id = 1 and ${watchIsDue(now)})`
  return select(db, {
    expired: bool`case when ${watches} then ${anyOf({ ...tooOld(settings, now), pictures: unusedPictures(isPictured, now) })} else 0 end`,
  })
}

/**
 * Deletes what is past its retention, in small steps, each a transaction of its own. What fails is counted as a fault
 * and blocks nothing else. Throws when the database is away.
 */
export async function runHousekeeping(db: Db, settings: Settings, now: number): Promise<void> {
  const old = tooOld(settings, now)
  for (let step = 0; step < MAX_STEPS; step++) {
    let failed = false
    const {
      left,
      forget_people: _,
      ...others
    } = await batchOrEach(
      db,
      {
        forget_people: forgetThem(db, old.people),
        forget_sign_ups: forgetSignUps(db, old.signUps),
        empty_events: emptyEvents(db, old.bodies),
        forget_events: forgetEvents(db, old.events),
        forget_faults: forgetFaults(db, old.faults),
        forget_drafts: forgetDrafts(db, old.drafts),
        forget_access: forgetAccess(db, AT_ONCE, now),
        assume_zones: assumeZones(db, old.zones, settings.DEFAULT_TIME_ZONE, now),
        left: select(db, { any: bool`${anyOf(old)}` }),
      },
      now,
      {
        forget_people: async () => {
          failed = true
          return forgetOneByOne(db, old.people, now)
        },
      },
    )
    failed ||= Object.values(others).some(Array.isArray) // no rows, in the place of what a change says
    if (failed || !left[0]?.any) return
  }
}

const forgetThem = (db: Db, whom: SQL) => [forgetConfirmations(db, whom), ...forgetPeople(db, whom)] as const

// A subscriber who cannot be deleted is left, the others are deleted.
async function forgetOneByOne(db: Db, people: SQL, now: number) {
  const ids = (await select(db, { id: int }, sql`from (${people})`)).map(({ id }) => id)
  const failed = await isolate(ids, (some) => {
    const these = sql`select id from (${people}) where id in (select value from json_each(${JSON.stringify(some)}))`
    return batch(db, { forgotten: forgetThem(db, these) })
  })
  const faults = failed.map(
    ({ item, problem }) => ({ code: 'tick_step', subject: `forget_people/${item}`, problem }) as const,
  )
  await noteFaults(db, faults, now)
  return []
}

const anyOf = (old: Readonly<Record<string, SQL>>) =>
  sql.join(
    Object.values(old).map((which) => sql`exists (${which})`),
    sql` or `,
  )

function tooOld({ KEEP_UNCONFIRMED_DAYS, KEEP_EVENTS_DAYS }: Settings, now: number): Record<Kind, SQL> {
  const before = (days: number) => now - days * DAY_MS
  const inUse = sql`(${isEnrolled} or ${hasBooked} or ${hasPressed} or ${isWrittenTo})`
  return {
    people: unconfirmedSince(before(KEEP_UNCONFIRMED_DAYS), inUse, AT_ONCE),
    // A link that is still valid needs its sign-up.
    signUps: signUpsBefore(Math.min(before(KEEP_UNCONFIRMED_DAYS), now - CONFIRM_WITHIN_MS), AT_ONCE),
    bodies: eventsWithBody(before(EVENT_BODY_DAYS), AT_ONCE),
    events: eventsBefore(before(KEEP_EVENTS_DAYS), AT_ONCE),
    faults: faultsBefore(before(KEEP_EVENTS_DAYS), AT_ONCE),
    drafts: draftsDeletedBefore(before(KEEP_DELETED_DAYS), AT_ONCE),
    access: oldAccess(now),
    zones: zonesToAssume(AT_ONCE),
  }
}

type Kind = 'people' | 'signUps' | 'bodies' | 'events' | 'faults' | 'drafts' | 'access' | 'zones'
