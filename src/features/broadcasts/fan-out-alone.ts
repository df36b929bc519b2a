import { sql } from 'drizzle-orm'
import { openPlanned, type Waiting } from '../../mail/outbox/plan'
import { batch } from '../../platform/batch'
import { int } from '../../platform/columns'
import { type Db, failedWithoutAWord, isAboutData, isStatementRefused } from '../../platform/db'
import { recordFaults } from '../../platform/faults'
import { newKey } from '../../platform/ids'
import { problemOf } from '../../platform/isolate'
import { returning, select } from '../../platform/query'
import { AT_ONCE, fanOut, type OnItsWay } from './fan-out'
import { pauseBroadcast } from './hold'
import type { AudienceTerms } from './in-audience'
import { isTested } from './test-part'

/** The most round trips that one call makes; the next tick goes on. */
const MAX_TRIPS = 60

/** When so many subscribers in a row cannot be written to, the broadcast itself is at fault. */
const MAX_IN_A_ROW = 5

/**
 * Continues one broadcast after the database refused its deliveries: in ever smaller parts, until the subscriber who is
 * at fault is alone, is skipped and counted. A broadcast that cannot be written to anybody is
 * paused. Returns what was planned; throws when the database is away.
 */
export async function fanOutAlone(db: Db, one: OnItsWay, terms: AudienceTerms, now: number): Promise<Waiting[]> {
  const { id } = one
  const planned: Waiting[] = []
  let size = AT_ONCE
  let refused = 0
  let done = 0
  for (let trips = 0; trips < MAX_TRIPS; trips++) {
    const planId = newKey()
    try {
      const { opened, left } = await batch(db, {
        written: fanOut(db, one, terms, planId, now, size),
        opened: openPlanned(db, planId, now),
        left: stillGoing(db, id, now),
      })
      planned.push(...opened)
      done++
      if (left.length === 0) return planned
      size = Math.min(2 * size, AT_ONCE)
      refused = 0
    } catch (error) {
      // A server that fails at everything without a reason says nothing about a subscriber.
      if (!isAboutData(error) || (size === 1 && done === 0 && failedWithoutAWord(error))) throw error
      if (size > 1) size = Math.ceil(size / 8)
      else if (++refused > MAX_IN_A_ROW || !(await passOver(db, id, problemOf(error), now)))
        return giveUp(db, id, problemOf(error), planned, now)
    }
  }
  return planned
}

const stillGoing = (db: Db, id: number, now: number) =>
  select(
    db,
    { id: int },
    sql`
    from broadcasts b
    where id = ${id} and status in ('scheduled', 'sending') and scheduled_at <= ${now} and fanned_out_at is null
      and not ${isTested}`,
  )

// False when not even that can be written.
async function passOver(db: Db, id: number, problem: string, now: number): Promise<boolean> {
  const next = sql`(select min(id) from subscribers where id > reached_id)`
  const skip = sql`
    update broadcasts set reached_id = coalesce(${next}, reached_id) where id = ${id} and fanned_out_at is null`
  const passed = await unlessRefused(returning(db, skip, { subscriber: int`reached_id` }))
  const [one] = passed ?? []
  if (one) await recordFaults(db, [{ code: 'broadcast', subject: `${id}/${one.subscriber}`, problem }], now)
  return passed !== null
}

async function giveUp(db: Db, id: number, problem: string, planned: Waiting[], now: number): Promise<Waiting[]> {
  await recordFaults(db, [{ code: 'broadcast', subject: id, problem }], now)
  await unlessRefused(pauseBroadcast(db, id, now))
  return planned
}

async function unlessRefused<T>(asked: PromiseLike<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (!isStatementRefused(error)) throw error
    return null
  }
}
