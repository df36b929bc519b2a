import type { AppContext } from '../context'
import { decideTests, testsToDecide } from '../features/broadcasts/decide-test'
import { audienceFaults, finish, onTheirWay } from '../features/broadcasts/fan-out'
import { broadcastsDueBefore } from '../features/broadcasts/overdue'
import { dueHours } from '../features/courses/advance'
import { enrolmentsDueBefore } from '../features/courses/overdue'
import { lapsedHours } from '../features/courses/retime'
import { alertOperators } from '../features/insights/alerts'
import { type DueBefore, readOverdue } from '../features/insights/overdue'
import { checkKey } from '../mail/outbox/check-key'
import { readHealth, recordHeartbeat } from '../mail/outbox/health'
import { plan, planInParts, sweep, type Waiting } from '../mail/outbox/plan'
import { unfilledTemplates, writeAgain } from '../mail/outbox/write-again'
import { catchUp } from '../mail/reconciliation/catch-up'
import { keepOperators } from '../operators/keep'
import { batchOrEach } from '../platform/batch'
import { noteFaults } from '../platform/faults'
import { newKey } from '../platform/ids'
import { log } from '../platform/log'
import { forgetExpired } from './forget-expired'
import { findExpired } from './housekeeping'
import { putOnQueue } from './put-on-queue'
import { dueHoursInParts, type Found, isEmpty, writeDue } from './write-due'

const dueBefore: DueBefore = { enrolments: enrolmentsDueBefore, broadcasts: broadcastsDueBefore }

/** The most rounds of writing letters in one tick; a round reaches up to 20,000 readers, the next tick continues. */
const MAX_ROUNDS = 25

/** The most requests one tick spends on asking the provider what it has. */
const ASKS_A_TICK = 150

type App = Pick<AppContext, 'db' | 'clock' | 'env' | 'mailer' | 'config' | 'audienceTerms'>

/**
 * The work of one minute: next lessons and broadcasts that are due are written into the outbox, what is due is planned
 * into batches, and the ids of these and of stale batches go onto the queue. When nothing is due, one round trip. What
 * cannot be read or written, or what the queue refuses, fails alone and is counted as a fault. Returns what was put on
 * the queue; throws when the database is away.
 */
export async function tick(app: App): Promise<Waiting[]> {
  const { db, clock, mailer, config, audienceTerms: terms } = app
  const now = clock.now()
  let start = await startTick(app, now)
  const { heartbeat, expired } = start
  const waiting = await putFound(app, start, now)
  if (start.catchUpSince !== null && hasWork(start)) {
    if (!(await catchUp(mailer, now, ASKS_A_TICK))) {
      log('tick', { planned: 0, catching_up: true })
      await checkKey(db, mailer.provider, heartbeat, now)
      return waiting
    }
    start = await startTick(app, now)
    waiting.push(...(await putFound(app, start, now)))
  }
  const decided = await decideTests(db, start.tests, now)
  if ((await writeAgain(db, mailer.kinds, start.unfilled)) || decided) {
    start = await startTick(app, now)
    waiting.push(...(await putFound(app, start, now)))
  }
  await noteFaults(db, audienceFaults(start.broadcasts), now)
  let found: Found = start
  for (let round = 0; !isEmpty(found) && round < MAX_ROUNDS; round++) {
    const written = await writeDue(db, found, { zone: config.DEFAULT_TIME_ZONE, terms }, now)
    waiting.push(...(await putOnQueue(app, written.planned, now)))
    found = written
  }
  report(start, waiting, now)
  await checkKey(db, mailer.provider, heartbeat, now)
  if (expired) await forgetExpired(app, now)
  return waiting
}

// What is stale or planned goes onto the queue; what must wait for the provider's answer was not planned.
function putFound(app: Pick<AppContext, 'db' | 'env'>, { stale, planned }: Start, now: number): Promise<Waiting[]> {
  return putOnQueue(app, [...stale, ...planned], now)
}

type Start = Awaited<ReturnType<typeof startTick>>

// Something is to be sent: then the provider must have been asked.
function hasWork(start: Start): boolean {
  return !isEmpty(start) || (start.health?.due ?? 0) > 0
}

// What there is to do, and the start of it, in one round trip.
async function startTick({ db, config }: Pick<AppContext, 'db' | 'config'>, now: number) {
  const { expired, heartbeat, health, overdue, due, lapsed, broadcasts, tests, unfilled, stale, planned } =
    await batchOrEach(
      db,
      {
        operators: keepOperators(db, config.ADMIN_EMAILS, now),
        ...alertOperators(db, dueBefore, now),
        expired: findExpired(db, config, now),
        heartbeat: recordHeartbeat(db, now),
        health: readHealth(db, now),
        overdue: readOverdue(db, dueBefore, now),
        due: dueHours(db, now),
        lapsed: lapsedHours(db, now),
        broadcasts: onTheirWay(db, now),
        tests: testsToDecide(db, now),
        finished: finish(db, now),
        unfilled: unfilledTemplates(db),
        stale: sweep(db, now),
        planned: plan(db, newKey(), now),
      },
      now,
      { due: () => dueHoursInParts(db, now), planned: () => planInParts(db, now) },
    )
  const found: Found = { due, lapsed, broadcasts }
  const catchUpSince = heartbeat[0]?.catchUpSince ?? null
  return {
    ...found,
    health: health[0],
    overdue: overdue[0],
    heartbeat: heartbeat[0],
    expired: expired[0]?.expired ?? false,
    catchUpSince,
    tests,
    unfilled,
    stale,
    planned,
  }
}

// The minute in one line; `sent`, `retrying` and lateness (p95 of the latest batch) are of the minute before.
function report({ health, overdue, stale }: Start, waiting: readonly Waiting[], now: number): void {
  const { due = 0, oldestDueAt = null, failed = 0, held = 0, sent = 0, retrying = 0, lateMs = null } = health ?? {}
  const oldestDueSeconds = oldestDueAt === null ? 0 : Math.round((now - oldestDueAt) / 1000)
  const planned = waiting.reduce((sum, { letters }) => sum + letters, 0)
  log('tick', {
    planned,
    batches: waiting.length,
    stale: stale.length,
    due,
    oldestDueSeconds,
    ...overdue,
    sent,
    retrying,
    failed,
    held,
    lateMs,
  })
}
