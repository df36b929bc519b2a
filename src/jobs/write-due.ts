import { fanOut, hasReadableAudience, type OnItsWay, onTheirWay } from '../features/broadcasts/fan-out'
import { fanOutAlone } from '../features/broadcasts/fan-out-alone'
import type { AudienceTerms } from '../features/broadcasts/in-audience'
import { advance, dueAmong, dueHours, dueIds, mendZones, putAside } from '../features/courses/advance'
import { isComputable, type SharedHours } from '../features/courses/calendar'
import { type LapsedHours, lapsedHours, lapsedIds, mendLapsedZones, retime } from '../features/courses/retime'
import { openPlanned, plan, planInParts, type Waiting } from '../mail/outbox/plan'
import { batch, batchOrEach } from '../platform/batch'
import { type Db, isAboutData } from '../platform/db'
import { noteFaults, recordFaults } from '../platform/faults'
import { newKey } from '../platform/ids'
import { type Failed, isolate } from '../platform/isolate'

/** What a tick has found to be written: the hours of those who are due, of lessons that lapsed, and broadcasts. */
export type Found = {
  due: readonly SharedHours[]
  lapsed: readonly LapsedHours[]
  broadcasts: readonly OnItsWay[]
}

type Written = Found & { planned: readonly Waiting[] }

/** Whether there is nothing to be written. */
export function isEmpty({ due, lapsed, broadcasts }: Found): boolean {
  return due.length + lapsed.length + broadcasts.filter(hasReadableAudience).length === 0
}

/** An enrolment that could not be moved is tried again after this long. */
const TRY_AGAIN_MS = 3_600_000

/**
 * One round of writing what is due into the outbox, planning it, and checking whether there is more, in one round trip.
 * A reader whose zone is unknown is given `zone`. Where the data is refused, everything is done again in parts, so that
 * what is at fault fails alone.
 */
export async function writeDue(
  db: Db,
  found: Found,
  { zone, terms }: { zone: string; terms: AudienceTerms },
  now: number,
): Promise<Written> {
  if (![...found.due, ...found.lapsed].every(isComputable)) return mend(db, zone, now)
  const planId = newKey()
  try {
    return await batch(db, {
      retimed: retime(db, found.lapsed, now),
      moved: advance(db, found.due, planId, now),
      written: fanOut(db, found.broadcasts.find(hasReadableAudience), terms, planId, now),
      planned: plan(db, planId, now),
      ...whatIsLeft(db, now),
    })
  } catch (error) {
    if (!isAboutData(error)) throw error
    return writeInParts(db, found, terms, now)
  }
}

const whatIsLeft = (db: Db, now: number) => ({
  due: dueHours(db, now),
  lapsed: lapsedHours(db, now),
  broadcasts: onTheirWay(db, now),
})

// Gives readers with an unknown zone another one, and reads again what is due.
async function mend(db: Db, zone: string, now: number): Promise<Written> {
  const { mended, mendedLapsed, ...left } = await batchOrEach(
    db,
    {
      mended: mendZones(db, zone, now),
      mendedLapsed: mendLapsedZones(db, zone, now),
      ...whatIsLeft(db, now),
    },
    now,
  )
  const faults = [...mended, ...mendedLapsed].map(
    ({ id }) => ({ code: 'time_zone', subject: id, problem: `unknown; ${zone} takes its place` }) as const,
  )
  await noteFaults(db, faults, now)
  // What could not be corrected must not be found again in this tick.
  return { ...left, due: left.due.filter(isComputable), lapsed: left.lapsed.filter(isComputable), planned: [] }
}

async function writeInParts(
  db: Db,
  { due, lapsed, broadcasts }: Found,
  terms: AudienceTerms,
  now: number,
): Promise<Written> {
  const planned: Waiting[] = []
  const waited = (await lapsedIds(db, now)).map(({ id }) => id)
  const stuck = await isolate(waited, (some) => batch(db, { retimed: retime(db, lapsed, now, some) }))
  const faults = stuck.map(({ item, problem }) => ({ code: 'letter', subject: item, problem }) as const)
  await noteFaults(db, faults, now)
  const ids = (await dueIds(db, now)).map(({ id }) => id)
  const failed = await isolate(ids, async (some) => {
    const planId = newKey()
    const { opened } = await batch(db, {
      moved: advance(db, due, planId, now, some),
      opened: openPlanned(db, planId, now),
    })
    planned.push(...opened)
  })
  for (const enrolment of failed) await letWait(db, enrolment, now)
  for (const one of broadcasts.filter(hasReadableAudience)) planned.push(...(await fanOutAlone(db, one, terms, now)))
  planned.push(...(await planInParts(db, now)))
  return { due: [], lapsed: [], broadcasts: [], planned }
}

/** The hours of those who are due, found in parts: an enrolment that cannot be read is put aside. */
export async function dueHoursInParts(db: Db, now: number): Promise<SharedHours[]> {
  const hours = new Map<string, SharedHours>()
  const ids = (await dueIds(db, now)).map(({ id }) => id)
  const failed = await isolate(ids, async (some) => {
    for (const one of await dueHours(db, now, dueAmong(some, now))) hours.set(JSON.stringify(one), one)
  })
  for (const enrolment of failed) await letWait(db, enrolment, now)
  return [...hours.values()]
}

async function letWait(db: Db, { item: id, problem }: Failed<number>, now: number): Promise<void> {
  const faults = recordFaults(db, [{ code: 'enrolment', subject: id, problem }], now)
  await batchOrEach(db, { counted: faults, wait: putAside(db, id, now + TRY_AGAIN_MS, now) }, now)
}
