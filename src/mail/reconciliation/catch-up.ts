import type { Db } from '../../platform/db'
import { recordFaults } from '../../platform/faults'
import { closeGap, moveThroughGap, readGap } from '../outbox/gap'
import type { Mailer } from '../outbox/mailer'
import { recoverPage } from './recover'

/** An answer that will never come is waited for no longer than this: under a day, so that no reader loses one to it. */
export const UNSAID_MS = 6 * 3_600_000

/**
 * Reads what the provider accepted since the last tick in this database, newest first, and records what the database
 * does not know: yesterday's letters, when it was restored from the day before. Stops after `budget` requests and
 * continues there at the next tick; returns whether it is done. While the provider does not answer, nothing leaves. An
 * answer that will never come (decision 22) delays the letters by `UNSAID_MS` and is counted as a fault.
 */
export async function catchUp(mailer: Mailer, now: number, budget: number): Promise<boolean> {
  const { db, provider } = mailer
  const [state] = await readGap(db, now)
  if (!state) return true
  const patient = now - state.noticedAt < UNSAID_MS
  let { after } = state
  let unsure = false
  for (let spent = 0; spent < budget; ) {
    const page = await provider.listAccepted(state.since, after)
    if (page === null) return false
    if (page === 'not_offered') return done(db) // a provider without a list
    if (typeof page === 'string') {
      // A key that may only send has an alert of its own.
      if (page === 'unreadable') await count(db, [after ?? 'first page'], page, now)
      return patient ? false : done(db)
    }
    const read = await recoverPage(mailer, page.mails, state.since, now)
    if (read === null) return false
    await count(db, read.unreadable, 'unreadable', now)
    unsure ||= read.unreadable.length > 0 && patient
    spent += read.requests
    after = page.next
    if (after === null || read.reachesBack) return unsure ? false : done(db)
    if (!unsure) await moveThroughGap(db, after)
  }
  return false
}

async function count(db: Db, subjects: readonly string[], problem: string, now: number): Promise<void> {
  if (subjects.length === 0) return
  await recordFaults(
    db,
    subjects.map((subject) => ({ code: 'provider_item', subject, problem })),
    now,
  )
}

async function done(db: Db): Promise<true> {
  await closeGap(db)
  return true
}
