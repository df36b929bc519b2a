import { fanOut, finish, onTheirWay } from './broadcasts/fan-out'
import { advance, dueHours } from './courses/advance'
import { lapsedHours, retime } from './courses/retime'
import { catchUp } from './delivery/catch-up'
import { beat, readHealth } from './delivery/health'
import { plan, sweep, type Waiting } from './delivery/plan'
import { alertPractitioner } from './insights/alerts'
import { newKey } from './platform/ids'
import { log } from './platform/log'
import { addressOf } from './subscribers/address-book'
import type { Wired } from './wiring'

/** The most rounds of writing letters in one tick; a round reaches up to 20,000 readers, the next tick goes on. */
const MOST_ROUNDS = 25

/** The most requests one tick spends on asking the provider what it has. */
const ASKS_A_TICK = 150

/** A queue takes at most 100 messages at once (developers.cloudflare.com/queues/platform/limits). */
const QUEUE_TAKES = 100

/**
 * One minute of the house: whoever is due gets the next lesson into the outbox, broadcasts whose hour has come are
 * written, what is due is planned into batches, batches of which nothing was heard are taken up again, and their ids go
 * onto the queue. When nothing is due, one round trip. Returns what was put on the queue.
 */
export async function tick(wired: Pick<Wired, 'db' | 'clock' | 'env' | 'office' | 'config'>): Promise<Waiting[]> {
  const { db, clock, env, office } = wired
  const now = clock.now()
  let look = await lookAround(wired, now)
  if (look.catchUpSince !== null && hasWork(look)) {
    if (!(await catchUp(db, office.postman, addressOf, now, ASKS_A_TICK))) {
      log('tick', { planned: 0, catching_up: true })
      return []
    }
    look = await lookAround(wired, now)
  }
  const waiting = [...look.stale, ...look.planned]
  await putOnQueue(env, waiting)
  for (
    let round = 0;
    look.due.length + look.lapsed.length + look.broadcasts.length > 0 && round < MOST_ROUNDS;
    round++
  ) {
    const written = await writeMore(wired, look, now)
    await putOnQueue(env, written.planned)
    waiting.push(...written.planned)
    look = { ...look, ...written }
  }
  report(look, waiting, now)
  return waiting
}

type Look = Awaited<ReturnType<typeof lookAround>>

// Something is to be sent, or waits to be: then the provider must have been asked.
function hasWork({ due, lapsed, broadcasts, health }: Look): boolean {
  return due.length + lapsed.length + broadcasts.length + (health?.due ?? 0) > 0
}

// What there is to do, and the start of it, in one round trip.
async function lookAround({ db, config }: Pick<Wired, 'db' | 'config'>, now: number) {
  const { claim, open } = plan(db, newKey(), now)
  const [[pulse], , , , , , [health], due, lapsed, broadcasts, , stale, , planned] = await db.batch([
    beat(db, now),
    ...alertPractitioner(db, config.ADMIN_EMAILS.length, now),
    readHealth(db, now),
    dueHours(db, now),
    lapsedHours(db, now),
    onTheirWay(db, now),
    finish(db, now),
    sweep(db, now),
    claim,
    open,
  ])
  return {
    health,
    catchUpSince: pulse?.catchUpSince ?? null,
    due,
    lapsed,
    broadcasts,
    stale,
    planned,
  }
}

// One round of writing what is due into the outbox, of planning it, and of looking whether there is more.
async function writeMore({ db }: Pick<Wired, 'db'>, { due, lapsed, broadcasts }: Look, now: number) {
  const planId = newKey()
  const { claim, open } = plan(db, planId, now)
  const [, , , , , , , planned, still, going] = await db.batch([
    retime(db, lapsed, now),
    ...advance(db, due, planId, now),
    ...fanOut(db, broadcasts[0]?.id ?? 0, planId, now),
    claim,
    open,
    dueHours(db, now),
    onTheirWay(db, now),
  ])
  return { planned, due: still, broadcasts: going, lapsed: [] }
}

// The minute in one line; `sent`, `retrying` and lateness (p95 of the latest batch) are of the minute that just went by.
function report({ health, stale }: Look, waiting: readonly Waiting[], now: number): void {
  const { due = 0, oldestDueAt = null, failed = 0, held = 0, sent = 0, retrying = 0, lateMs = null } = health ?? {}
  const oldestDueSeconds = oldestDueAt === null ? 0 : Math.round((now - oldestDueAt) / 1000)
  const planned = waiting.reduce((sum, { letters }) => sum + letters, 0)
  log('tick', {
    planned,
    batches: waiting.length,
    stale: stale.length,
    due,
    oldestDueSeconds,
    sent,
    retrying,
    failed,
    held,
    lateMs,
  })
}

async function putOnQueue(env: Wired['env'], waiting: readonly Waiting[]): Promise<void> {
  const prompt = waiting.filter(({ kind }) => kind === 'confirm')
  const others = waiting.filter(({ kind }) => kind !== 'confirm')
  for (const [queue, batches] of [[env.PROMPT, prompt] as const, [env.OUTBOX, others] as const]) {
    for (let i = 0; i < batches.length; i += QUEUE_TAKES) {
      await queue.sendBatch(batches.slice(i, i + QUEUE_TAKES).map(({ id, kind }) => ({ body: { id, kind } })))
    }
  }
}
